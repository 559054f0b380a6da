"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sumsOf = void 0;
exports.addLoop = addLoop;
/** A recorded step as a loop of a graph: each turn gathers its rows, runs the step and moves the state. */
const graph_1 = require("./graph");
const storage_1 = require("./storage");
const trace_1 = require("./trace");
const updates_1 = require("./updates");
/** Numbers of the outputs that are summed. */
const sumsOf = ({ outputs }) => outputs.flatMap((output, i) => (output.to === "sum" ? [i] : []));
exports.sumsOf = sumsOf;
const INT = { T: (0, graph_1.dtypeAttr)(trace_1.DTYPES.int32) };
/** Adds a loop named `name`: fed with `<name>/turns`, `<name>/rows` and `<name>/feed_…`, run by reading `<name>/result`. Its sums go on until `<name>/clear`, and are read from `<name>/sum_…`. */
function addLoop(graph, name, loop, state, data) {
    const turns = graph.placeholder(`${name}/turns`, trace_1.DTYPES.int32, []);
    const rows = graph.placeholder(`${name}/rows`, trace_1.DTYPES.int32, [-1, loop.batch]);
    const feeds = feedPorts(graph, name, loop);
    const log = (0, storage_1.variable)(graph, `${name}/log`, { dtype: trace_1.DTYPES.float32, shape: [-1, reportsOf(loop)] });
    const sums = new Map((0, exports.sumsOf)(loop).map((output) => [output, sumVariable(graph, name, loop, output)]));
    const start = graph.add("Identity", [turns, `^${clearLog(graph, log, turns)}`], INT);
    const cleared = [...sums.values()].map((sum) => `^${clearSum(graph, sum)}`);
    graph.add("Identity", [graph.int(0), ...cleared], INT, `${name}/clear`);
    const done = graph.loop(name, start, (i, enter) => {
        const turn = { graph, i, enter, handleOf: memo((each) => enter(each.handle, trace_1.DTYPES.resource)) };
        const chosen = rowOf(turn, rows, trace_1.DTYPES.int32);
        const read = memo((each) => graph.add("ReadVariableOp", [turn.handleOf(each), `^${i}`], { dtype: (0, graph_1.dtypeAttr)(each.dtype) }));
        const inputs = loop.inputs.map((source) => {
            if (source.from === "state")
                return read(state[source.index]);
            if (source.from === "rows")
                return gathered(turn, data[source.data], chosen);
            const feed = feeds.get(source.feed);
            return rowOf(turn, feed.port, feed.dtype);
        });
        return advance(turn, loop, inputs, { state, sums, log });
    });
    graph.add("ReadVariableOp", [log.handle, `^${done}`], { dtype: (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32) }, `${name}/result`);
    for (const [output, sum] of sums)
        (0, storage_1.readDouble)(graph, sum, `${name}/sum_${output}`);
}
function feedPorts(graph, name, { inputs, trace }) {
    const feeds = new Map();
    inputs.forEach((source, i) => {
        if (source.from !== "feed" || feeds.has(source.feed))
            return;
        const { dtype, shape } = trace.inputs[i];
        feeds.set(source.feed, { dtype, port: graph.placeholder(`${name}/feed_${source.feed}`, dtype, [-1, ...shape]) });
    });
    return feeds;
}
const reportsOf = ({ outputs }) => outputs.filter((output) => output.to === "report").length;
function sumVariable(graph, name, { trace }, output) {
    const { shape } = (0, trace_1.describeRef)(trace, trace.outputs[output]);
    return (0, storage_1.variable)(graph, `${name}/sum_${output}`, { dtype: trace_1.DTYPES.float64, shape });
}
function clearLog(graph, log, turns) {
    const shape = graph.add("Pack", [turns, graph.int(log.shape[1])], { N: { i: 2 }, T: INT.T, axis: { i: 0 } });
    return (0, storage_1.clear)(graph, log, shape, graph.float(0));
}
function clearSum(graph, sum) {
    const shape = graph.constant({ shape: [sum.shape.length], dtype: trace_1.DTYPES.int32, values: Int32Array.from(sum.shape) });
    return (0, storage_1.clear)(graph, sum, shape, graph.add("Cast", [graph.float(0)], storage_1.TO_DOUBLE));
}
/** This turn's row of a fed list. */
const rowOf = ({ graph, i, enter }, port, dtype) => graph.add("GatherV2", [enter(port, dtype), i, graph.int(0)], { Tparams: (0, graph_1.dtypeAttr)(dtype), Tindices: INT.T, Taxis: INT.T });
/** Runs the step on its inputs and moves the state. @returns the nodes that have done it */
function advance(turn, loop, inputs, sinks) {
    const { graph, handleOf } = turn;
    const stateOf = (input) => sinks.state[loop.inputs[input].index];
    const inputOf = new Map(loop.inputs.map((source, input) => [source.from === "state" ? source.index : -1, input]));
    const places = loop.outputs.map((target) => (target.to === "state" ? (inputOf.get(target.index) ?? -1) : -1));
    const split = (0, updates_1.splitUpdates)(loop.trace, places);
    const outputs = graph.inline(split.trace, inputs);
    // No variable may change while another part of the step still reads it.
    const computed = graph.add("NoOp", outputs.map((output) => `^${output.split(":")[0]}`));
    const done = [];
    const reported = [];
    for (const [k, output] of split.kept.entries()) {
        const port = outputs[k];
        const target = loop.outputs[output];
        if (target.to === "report")
            reported.push(port);
        else if (target.to === "sum") {
            const double = graph.add("Cast", [port], storage_1.TO_DOUBLE);
            done.push(graph.add("AssignAddVariableOp", [handleOf(sinks.sums.get(output)), double], { dtype: storage_1.DOUBLE }));
        }
        else {
            const each = sinks.state[target.index];
            done.push(graph.add("AssignVariableOp", [handleOf(each), port, `^${computed}`], { dtype: (0, graph_1.dtypeAttr)(each.dtype) }));
        }
    }
    const operands = outputs.slice(split.kept.length);
    for (const update of split.updates) {
        const handles = [update.weight, ...(0, updates_1.slotsOf)(update)].map((input) => handleOf(stateOf(input)));
        done.push(applied(graph, update, handles, operands.splice(0, (0, updates_1.operandsOf)(update).length), `^${computed}`));
    }
    return [...done, ...(reported.length > 0 ? [report(turn, sinks.log, reported)] : [])];
}
/** Writes the scalars of a turn into its row of the log. */
function report({ graph, i, handleOf }, log, scalars) {
    const row = graph.add("Pack", scalars, { N: { i: scalars.length }, T: (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32), axis: { i: 0 } });
    return graph.add("ResourceScatterUpdate", [handleOf(log), i, row], { dtype: (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32), Tindices: INT.T });
}
/** TensorFlow's own update of variables, in place. */
function applied(graph, update, handles, operands, after) {
    const T = (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32);
    const inputs = [...handles, ...operands, after];
    switch (update.kind) {
        case "descent":
            return graph.add("ResourceApplyGradientDescent", inputs, { T, use_locking: (0, graph_1.boolAttr)(false) });
        case "momentum":
            return graph.add("ResourceApplyMomentum", inputs, { T, use_locking: (0, graph_1.boolAttr)(false), use_nesterov: (0, graph_1.boolAttr)(false) });
        case "adam": {
            // TensorFlow adds ε to √v, the paper to √(v / (1 − β₂ᵗ)): the same when ε is multiplied by √(1 − β₂ᵗ).
            const at = { power2: 3 + 1, epsilon: 3 + 5 };
            const unbias = graph.add("Sqrt", [graph.add("Sub", [graph.float(1), inputs[at.power2]], { T })], { T });
            inputs[at.epsilon] = graph.add("Mul", [inputs[at.epsilon], unbias], { T });
            return graph.add("ResourceApplyAdam", inputs, { T, use_locking: (0, graph_1.boolAttr)(false), use_nesterov: (0, graph_1.boolAttr)(false) });
        }
    }
}
/** The chosen rows of a data variable; bytes become float32 in [0, 1]. */
function gathered({ graph, handleOf }, table, rows) {
    const { dtype } = table;
    const values = graph.add("ResourceGather", [handleOf(table), rows], {
        dtype: (0, graph_1.dtypeAttr)(dtype),
        Tindices: (0, graph_1.dtypeAttr)(trace_1.DTYPES.int32),
        validate_indices: (0, graph_1.boolAttr)(true),
    });
    if (dtype !== trace_1.DTYPES.uint8)
        return values;
    const float = graph.add("Cast", [values], { SrcT: (0, graph_1.dtypeAttr)(trace_1.DTYPES.uint8), DstT: (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32) });
    return graph.add("Mul", [float, graph.float(1 / 255)], { T: (0, graph_1.dtypeAttr)(trace_1.DTYPES.float32) });
}
function memo(make) {
    const made = new Map();
    return (key) => {
        if (!made.has(key))
            made.set(key, make(key));
        return made.get(key);
    };
}
//# sourceMappingURL=loop.js.map