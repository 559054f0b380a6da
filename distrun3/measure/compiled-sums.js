"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.compiledSums = compiledSums;
/** Sums over a data set as loops of one TensorFlow program: data and weights on the device, vectors added up there in float64. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const network_1 = require("../model/network");
const chain_1 = require("../trace/chain");
const jvp_1 = require("../trace/jvp");
const passes_1 = require("../trace/passes");
const program_1 = require("../trace/program");
const trace_1 = require("../trace/trace");
const chunk_loops_1 = require("../train/chunk-loops");
const evaluate_1 = require("../train/evaluate");
const gauss_newton_1 = require("./gauss-newton");
const REPORT = { to: "report" };
const SUM = { to: "sum" };
function compiledSums(spec) {
    const { network, data, split } = spec;
    const { weights, statistics } = network;
    const examples = data[split];
    const { size: chunk, rows, counts } = (0, evaluate_1.chunksOf)(examples.count, data.shape, spec.chunk);
    const size = (0, network_1.sizeOf)(data.shape);
    const record = (step) => (0, chunk_loops_1.recordChunk)(step, [...weights, ...statistics], data, size, chunk);
    const recorder = { spec, chunk, record };
    // The state on the device: weights, statistics, direction. What a kind does not read is no input of its loop.
    const state = [...weights, ...statistics, ...weights].map(({ shape }) => ({ shape, dtype: trace_1.DTYPES.float32 }));
    const point = Array.from({ length: weights.length + statistics.length }, (_, i) => i);
    const direction = Array.from(weights, (_, i) => point.length + i);
    const loops = Object.fromEntries(spec.kinds.map((kind) => {
        const { trace, outputs, directed } = WORK[kind](recorder);
        return [kind, (0, chunk_loops_1.chunkLoop)({ split, chunk, trace: (0, chunk_loops_1.optimized)(trace), states: directed ? [...point, ...direction] : point, outputs })];
    }));
    const program = (0, program_1.compile)({ state, data: (0, chunk_loops_1.dataVariables)({ [split]: examples }, size), loops });
    (0, chunk_loops_1.writeSplits)(program, { [split]: examples }, size);
    const reports = {};
    return {
        chunks: rows.length / chunk,
        count: examples.count,
        writePoint: (w, seen) => program.writeState([...(0, flat_1.cut)(w, weights), ...(0, flat_1.cut)(seen, statistics, "These are statistics of another network")]),
        writeDirection: (v) => program.writeState((0, flat_1.cut)(v, weights, "This is a direction in another space"), point.length),
        clear: (kind) => {
            reports[kind] = { sum: 0, right: 0, chunks: [] };
            program.clearSums(kind);
        },
        add: (kind, from, to) => {
            const part = [from * chunk, to * chunk];
            const values = program.run(kind, rows.subarray(...part), { counts: counts.subarray(...part) });
            const width = values.length / (to - from);
            const total = reports[kind];
            for (let i = 0; i < values.length; i += width) {
                total.chunks.push(values[i]);
                total.sum += values[i];
                if (width > 1)
                    total.right += values[i + 1];
            }
        },
        read: (kind) => ({ ...reports[kind], vector: (0, flat_1.joinAs)(Float64Array, program.readSums(kind)) }),
        dispose: program.dispose,
    };
}
const WORK = {
    loss: ({ spec, record }) => ({
        trace: record((state, input) => (0, evaluate_1.chunkSums)(spec.network, ...parts(spec, state), mode(spec), input)),
        outputs: [REPORT, REPORT],
    }),
    gradient: (recorder) => ({ trace: gradientTrace(recorder), outputs: [REPORT, ...recorder.spec.network.weights.map(() => SUM)] }),
    norms: ({ spec, record }) => ({
        trace: record((state, input) => {
            const [, ...gradients] = (0, evaluate_1.chunkGradients)(spec.network, ...parts(spec, state), mode(spec), input);
            return [tf_1.tf.addN(gradients.map((gradient) => tf_1.tf.sum(tf_1.tf.square(gradient))))];
        }),
        outputs: [REPORT],
    }),
    statistics: ({ spec, record }) => ({
        trace: record((state, { images }) => {
            const [weights, statistics] = parts(spec, state);
            return spec.network.forward(weights, images, { normalise: "batch", statistics }).seen;
        }),
        outputs: spec.network.statistics.map(() => SUM),
    }),
    hessian: (recorder) => {
        const n = recorder.spec.network.weights.length;
        const trace = directed((0, jvp_1.jvp)((0, passes_1.prepareDerivative)(gradientTrace(recorder)), range(n)), recorder.spec);
        return { trace: { ...trace, outputs: trace.outputs.slice(n + 2) }, outputs: range(n).map(() => SUM), directed: true };
    },
    gaussNewton: ({ spec, chunk }) => ({
        trace: (0, gauss_newton_1.gaussNewtonTrace)(spec, chunk),
        outputs: spec.network.weights.map(() => SUM),
        directed: true,
    }),
};
const range = (n) => Array.from({ length: n }, (_, i) => i);
const mode = ({ normalise = "running" }) => normalise;
const parts = ({ network }, state) => [
    state.slice(0, network.weights.length),
    state.slice(network.weights.length, network.weights.length + network.statistics.length),
];
const gradientTrace = ({ spec, record }) => record((state, input) => (0, evaluate_1.chunkGradients)(spec.network, ...parts(spec, state), mode(spec), input));
/** A jvp takes its tangents last; here the direction comes before images, labels and counts. */
function directed(trace, { network }) {
    const before = network.weights.length + network.statistics.length;
    const [inputs, tangents] = [trace.inputs.slice(0, -network.weights.length), trace.inputs.slice(-network.weights.length)];
    return (0, chain_1.chain)([...inputs.slice(0, before), ...tangents, ...inputs.slice(before)], (add, given) => {
        const direction = given.slice(before, before + tangents.length);
        return add(trace, [...given.slice(0, before), ...given.slice(before + tangents.length), ...direction]);
    });
}
//# sourceMappingURL=compiled-sums.js.map