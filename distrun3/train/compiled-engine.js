"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.compiledEngine = compiledEngine;
/** The engine on TensorFlow: step and evaluation recorded once, state and data on the device, many steps a call. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const network_1 = require("../model/network");
const program_1 = require("../trace/program");
const trace_1 = require("../trace/trace");
const chunk_loops_1 = require("./chunk-loops");
const evaluate_1 = require("./evaluate");
const step_1 = require("./step");
function compiledEngine(spec) {
    const { network, data, training } = spec;
    const specs = (0, step_1.stateSpecs)(network, training?.optimizer);
    const all = [...specs.weights, ...specs.slots, ...specs.statistics];
    const size = (0, network_1.sizeOf)(data.shape);
    const splits = { train: data.train, test: data.test };
    const chunks = {
        train: (0, evaluate_1.chunksOf)(data.train.count, data.shape, spec.chunk),
        test: (0, evaluate_1.chunksOf)(data.test.count, data.shape, spec.chunk),
    };
    const loops = {
        evaluateTrain: evaluationLoop(spec, specs, "train", chunks.train.size),
        evaluateTest: evaluationLoop(spec, specs, "test", chunks.test.size),
        ...(training ? { step: trainingLoop(spec, training, specs, size) } : {}),
    };
    const program = (0, program_1.compile)({ state: all.map(({ shape }) => ({ shape, dtype: trace_1.DTYPES.float32 })), data: (0, chunk_loops_1.dataVariables)(splits, size), loops });
    (0, chunk_loops_1.writeSplits)(program, splits, size);
    const bounds = [specs.weights.length, specs.weights.length + specs.slots.length];
    return {
        train: (rows, rates, firstStep) => program.run("step", rows, { rate: rates, step: Int32Array.from(rates, (_, i) => firstStep + i) }),
        evaluate: (which) => {
            const { rows, counts } = chunks[which];
            return (0, evaluate_1.evaluationOf)(program.run(which === "train" ? "evaluateTrain" : "evaluateTest", rows, { counts }), splits[which].count);
        },
        read: () => {
            const parts = program.readState();
            return { weights: (0, flat_1.join)(parts.slice(0, bounds[0])), slots: (0, flat_1.join)(parts.slice(...bounds)), statistics: (0, flat_1.join)(parts.slice(bounds[1])) };
        },
        write: ({ weights, slots, statistics }) => program.writeState((0, flat_1.cut)((0, flat_1.join)([weights, slots, statistics]), all, "This state is of another network or optimizer")),
        dispose: program.dispose,
    };
}
function trainingLoop({ network, data }, training, specs, size) {
    const { optimizer, batch, settings } = training;
    const advance = (0, step_1.trainStep)(network, optimizer, settings);
    const count = specs.weights.length + specs.slots.length + specs.statistics.length;
    const step = (inputs) => {
        const [images, labels, rate, number] = inputs.slice(count);
        const output = advance((0, step_1.packState)(inputs.slice(0, count), specs), { images, labels, rate, step: number });
        return [...(0, step_1.tensorsOf)(output.state), output.loss];
    };
    const example = (n, variant) => [
        ...(0, chunk_loops_1.stateExample)([...specs.weights, ...specs.slots, ...specs.statistics], variant),
        ...(0, chunk_loops_1.batchExample)(n, size, data.classes, variant),
        tf_1.tf.scalar(0.01 * variant),
        tf_1.tf.scalar(variant, "int32"),
    ];
    const states = Array.from({ length: count }, (_, index) => index);
    const trace = (0, chunk_loops_1.optimized)((0, chunk_loops_1.recordPlain)(step, example, batch));
    return {
        trace,
        batch,
        inputs: [
            ...states.map((index) => ({ from: "state", index })),
            ...(0, chunk_loops_1.rowsOf)("train"),
            { from: "feed", feed: "rate" },
            { from: "feed", feed: "step" },
        ],
        outputs: [...states.map((index) => ({ to: "state", index })), { to: "report" }],
    };
}
/** A split's evaluation. It reads no optimizer slots. */
function evaluationLoop({ network, data, normalise = "running" }, specs, split, chunk) {
    const { weights, slots, statistics } = specs;
    const states = [...weights.keys(), ...Array.from(statistics.keys(), (i) => weights.length + slots.length + i)];
    const trace = (0, chunk_loops_1.recordChunk)((state, input) => (0, evaluate_1.chunkSums)(network, state.slice(0, weights.length), state.slice(weights.length), normalise, input), [...weights, ...statistics], data, (0, network_1.sizeOf)(data.shape), chunk);
    return (0, chunk_loops_1.chunkLoop)({ split, chunk, trace: (0, chunk_loops_1.optimized)(trace), states, outputs: [{ to: "report" }, { to: "report" }] });
}
//# sourceMappingURL=compiled-engine.js.map