/** Variables of a graph: made, set from outside, cleared and read, float64 in two halves. */
import { dtypeAttr, type Graph, type Port, shapeAttr } from "./graph";
import { DTYPES, type Value } from "./trace";

export interface Variable {
  handle: Port;
  dtype: number;
  shape: number[];
}

export function variable(graph: Graph, name: string, { dtype, shape }: Value): Variable {
  const handle = graph.add(
    "VarHandleOp",
    [],
    { dtype: dtypeAttr(dtype), shape: shapeAttr(shape), shared_name: { s: Buffer.from(name) } },
    name,
  );
  return { handle, dtype, shape };
}

/** Feeding `put_<name>` and fetching `set_<name>` assigns the variable. */
export function setter(graph: Graph, name: string, { handle, dtype, shape }: Variable): void {
  const value = graph.placeholder(`put_${name}`, dtype, shape);
  const assign = graph.add("AssignVariableOp", [handle, value], { dtype: dtypeAttr(dtype) });
  graph.add("Identity", [graph.int(0), `^${assign}`], { T: dtypeAttr(DTYPES.int32) }, `set_${name}`);
}

export const DOUBLE = dtypeAttr(DTYPES.float64);
const FLOAT = dtypeAttr(DTYPES.float32);
export const TO_DOUBLE = { SrcT: FLOAT, DstT: DOUBLE };

/** Sets a variable of float32 or float64 to zero throughout. @param size the shape that it gets, where it has none of its own @returns the node that has done it */
export function clear(graph: Graph, { handle, dtype, shape }: Variable, size?: Port): Port {
  const whole = size ?? graph.constant({ shape: [shape.length], dtype: DTYPES.int32, values: Int32Array.from(shape) });
  const zero = dtype === DTYPES.float64 ? graph.add("Cast", [graph.float(0)], TO_DOUBLE) : graph.float(0);
  const filled = graph.add("Fill", [whole, zero], { T: dtypeAttr(dtype), index_type: dtypeAttr(DTYPES.int32) });
  return graph.add("AssignVariableOp", [handle, filled], { dtype: dtypeAttr(dtype) });
}

/** A float64 variable as two float32 values, `<name>_high` + `<name>_low`: tfjs-node knows no float64. Exact to 48 bits. */
export function readDouble(graph: Graph, { handle }: Variable, name: string): void {
  const value = graph.add("ReadVariableOp", [handle], { dtype: DOUBLE });
  const toFloat = { SrcT: DOUBLE, DstT: FLOAT };
  const high = graph.add("Cast", [value], toFloat, `${name}_high`);
  graph.add("Cast", [graph.add("Sub", [value, graph.add("Cast", [high], TO_DOUBLE)], { T: DOUBLE })], toFloat, `${name}_low`);
}
