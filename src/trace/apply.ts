/** TensorFlow's own updates of variables, in place and in one go. */
import { boolAttr, dtypeAttr, type Graph, type Port } from "./graph";
import { clear, type Variable, variable } from "./storage";
import { DTYPES, type Value } from "./trace";
import type { Update } from "./updates";

const T = dtypeAttr(DTYPES.float32);

/** @param handles the weight's variable, then those of its slots @param operands of the update @param after control port of what comes first */
export function applied(graph: Graph, update: Update, handles: Port[], operands: Port[], after: Port): Port {
  const inputs = [...handles, ...operands, after];
  switch (update.kind) {
    case "descent":
      return graph.add("ResourceApplyGradientDescent", inputs, { T, use_locking: boolAttr(false) });
    case "momentum":
      return graph.add("ResourceApplyMomentum", inputs, { T, use_locking: boolAttr(false), use_nesterov: boolAttr(false) });
    case "adam":
      return applyAdam(graph, inputs);
  }
}

/** Adam's direction, in a variable of its own that is zero before; the moments move with it. @param handles of the moments */
export function directed(graph: Graph, { dtype, shape }: Value, handles: Port[], operands: Port[]): Port {
  // Made inside the loop, so its handle need not be brought in.
  const scratch = variable(graph, `direction_${graph.nodes.length}`, { dtype, shape });
  const cleared = clear(graph, scratch);
  const done = applyAdam(graph, [scratch.handle, ...handles, ...operands, `^${cleared}`]);
  return readBehind(graph, scratch.handle, dtype, done);
}

/** The value that a variable has behind a node. */
export const readBehind = (graph: Graph, handle: Port, dtype: Variable["dtype"], node: Port): Port =>
  graph.add("ReadVariableOp", [handle, `^${node}`], { dtype: dtypeAttr(dtype) });

/** @param inputs three variables, the operands, what it comes after */
function applyAdam(graph: Graph, inputs: Port[]): Port {
  // TensorFlow adds ε to √v, the paper to √(v / (1 − β₂ᵗ)): the same when ε is multiplied by √(1 − β₂ᵗ).
  const at = { power2: 3 + 1, epsilon: 3 + 5 };
  const unbias = graph.add("Sqrt", [graph.add("Sub", [graph.float(1), inputs[at.power2] as Port], { T })], { T });
  const epsilon = graph.add("Mul", [inputs[at.epsilon] as Port, unbias], { T });
  const scaled = inputs.map((input, i) => (i === at.epsilon ? epsilon : input));
  return graph.add("ResourceApplyAdam", scaled, { T, use_locking: boolAttr(false), use_nesterov: boolAttr(false) });
}
