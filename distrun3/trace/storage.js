"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TO_DOUBLE = exports.DOUBLE = void 0;
exports.variable = variable;
exports.setter = setter;
exports.clear = clear;
exports.readDouble = readDouble;
/** Variables of a graph: made, set from outside, cleared and read, float64 in two halves. */
const graph_1 = require("./graph");
const trace_1 = require("./trace");
function variable(graph, name, { dtype, shape }) {
    const handle = graph.add("VarHandleOp", [], { dtype: (0, graph_1.dtypeAttr)(dtype), shape: (0, graph_1.shapeAttr)(shape), shared_name: { s: Buffer.from(name) } }, name);
    return { handle, dtype, shape };
}
/** Feeding `put_<name>` and fetching `set_<name>` assigns the variable. */
function setter(graph, name, { handle, dtype, shape }) {
    const value = graph.placeholder(`put_${name}`, dtype, shape);
    const assign = graph.add("AssignVariableOp", [handle, value], { dtype: (0, graph_1.dtypeAttr)(dtype) });
    graph.add("Identity", [graph.int(0), `^${assign}`], { T: (0, graph_1.dtypeAttr)(trace_1.DTYPES.int32) }, `set_${name}`);
}
exports.DOUBLE = (0, graph_1.dtypeAttr)(trace_1.DTYPES.float64);
const FLOAT = (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32);
exports.TO_DOUBLE = { SrcT: FLOAT, DstT: exports.DOUBLE };
/** Sets a variable to a number throughout. @returns the node that has done it */
function clear(graph, { handle, dtype }, shape, number) {
    const filled = graph.add("Fill", [shape, number], { T: (0, graph_1.dtypeAttr)(dtype), index_type: (0, graph_1.dtypeAttr)(trace_1.DTYPES.int32) });
    return graph.add("AssignVariableOp", [handle, filled], { dtype: (0, graph_1.dtypeAttr)(dtype) });
}
/** A float64 variable as two float32 values, `<name>_high` + `<name>_low`: tfjs-node knows no float64. Exact to 48 bits. */
function readDouble(graph, { handle }, name) {
    const value = graph.add("ReadVariableOp", [handle], { dtype: exports.DOUBLE });
    const toFloat = { SrcT: exports.DOUBLE, DstT: FLOAT };
    const high = graph.add("Cast", [value], toFloat, `${name}_high`);
    graph.add("Cast", [graph.add("Sub", [value, graph.add("Cast", [high], exports.TO_DOUBLE)], { T: exports.DOUBLE })], toFloat, `${name}_low`);
}
//# sourceMappingURL=storage.js.map