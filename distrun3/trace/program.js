"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.compile = compile;
/** A program: state and data in variables on the device, and loops of recorded steps over them, many turns a call. */
const graph_1 = require("./graph");
const loop_1 = require("./loop");
const session_1 = require("./session");
const storage_1 = require("./storage");
const trace_1 = require("./trace");
/** Compiles a program. Its state is undefined until `writeState`, its data until `writeData`. */
function compile(spec) {
    const graph = new graph_1.Graph();
    const state = spec.state.map((value, i) => (0, storage_1.variable)(graph, `state_${i}`, value));
    const data = Object.fromEntries(Object.entries(spec.data).map(([name, value]) => [name, (0, storage_1.variable)(graph, `data_${name}`, value)]));
    for (const [i, each] of state.entries())
        (0, storage_1.setter)(graph, `state_${i}`, each);
    for (const [name, each] of Object.entries(data))
        (0, storage_1.setter)(graph, `data_${name}`, each);
    for (const [i, each] of state.entries())
        graph.add("ReadVariableOp", [each.handle], { dtype: (0, graph_1.dtypeAttr)(each.dtype) }, `get_state_${i}`);
    for (const [name, loop] of Object.entries(spec.loops))
        (0, loop_1.addLoop)(graph, name, loop, state, data);
    const session = (0, session_1.openSession)(graph.nodes);
    return { ...access(spec, session), ...runners(spec, session), dispose: session.dispose };
}
function access(spec, session) {
    const names = spec.state.map((_, i) => `state_${i}`);
    return {
        writeState: (values, from = 0) => {
            const names = values.map((_, i) => from + i);
            const feeds = names.map((place, i) => [`put_state_${place}`, { ...spec.state[place], values: values[i] }]);
            session.run(Object.fromEntries(feeds), names.map((place) => `set_state_${place}`));
        },
        readState: () => session.run({}, names.map((name) => `get_${name}`)),
        writeData: (name, value) => void session.run({ [`put_data_${name}`]: value }, [`set_data_${name}`]),
    };
}
function runners(spec, session) {
    const feedsOf = (name, rows, given) => {
        const { batch, trace, inputs } = spec.loops[name];
        const turns = rows.length / batch;
        if (!Number.isInteger(turns))
            throw new RangeError(`The loop ${name} takes ${batch} rows a turn, got ${rows.length} rows.`);
        const feeds = {
            [`${name}/turns`]: { shape: [], dtype: trace_1.DTYPES.int32, values: Int32Array.of(turns) },
            [`${name}/rows`]: { shape: [turns, batch], dtype: trace_1.DTYPES.int32, values: rows },
        };
        inputs.forEach((source, i) => {
            if (source.from !== "feed")
                return;
            const { dtype, shape } = trace.inputs[i];
            feeds[`${name}/feed_${source.feed}`] = { shape: [turns, ...shape], dtype, values: given[source.feed] };
        });
        return feeds;
    };
    /** Turns since the sums of a loop were cleared. */
    const turns = {};
    return {
        run: (name, rows, given = {}) => {
            const [reports] = session.run(feedsOf(name, rows, given), [`${name}/result`]);
            turns[name] = (turns[name] ?? 0) + rows.length / spec.loops[name].batch;
            return reports ?? new Float32Array();
        },
        clearSums: (name) => {
            session.run({}, [`${name}/clear`]);
            turns[name] = 0;
        },
        readSums: (name) => {
            const sums = (0, loop_1.sumsOf)(spec.loops[name]);
            const read = (half) => session.run({}, sums.map((i) => `${name}/sum_${i}_${half}`));
            const high = read("high");
            // The sum of a single turn is that turn's float32 values.
            const low = (turns[name] ?? 0) > 1 ? read("low") : [];
            return high.map((values, i) => added(values, low[i]));
        },
    };
}
/** The sum of both halves. A plain loop: Float64Array.from with a function is fifty times slower. */
function added(high, low) {
    const sum = new Float64Array(high);
    if (low)
        for (let j = 0; j < sum.length; j++)
            sum[j] = sum[j] + low[j];
    return sum;
}
//# sourceMappingURL=program.js.map