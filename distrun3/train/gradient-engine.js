"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gradientEngine = gradientEngine;
/** A training step in its two halves, the gradient of chosen examples and the update by a gradient, for those who do something between the two. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const network_1 = require("../model/network");
const program_1 = require("../trace/program");
const trace_1 = require("../trace/trace");
const chunk_loops_1 = require("./chunk-loops");
const step_1 = require("./step");
/** On TensorFlow alone. */
function gradientEngine(spec) {
    const { network, data, optimizer } = spec;
    const specs = (0, step_1.stateSpecs)(network, optimizer);
    const { weights, slots, statistics } = specs;
    const all = [...weights, ...slots, ...statistics];
    const size = (0, network_1.sizeOf)(data.shape);
    const splits = { train: data.train };
    const program = (0, program_1.compile)({
        state: all.map(({ shape }) => ({ shape, dtype: trace_1.DTYPES.float32 })),
        data: (0, chunk_loops_1.dataVariables)(splits, size),
        loops: { gradient: gradientLoop(spec, specs, size), apply: applyLoop(spec, specs) },
    });
    (0, chunk_loops_1.writeSplits)(program, splits, size);
    const bounds = [weights.length, weights.length + slots.length];
    return {
        gradient: (rows, step) => {
            program.clearSums("gradient");
            const [loss] = program.run("gradient", rows, { step: Int32Array.of(step) });
            return { loss: loss, gradient: (0, flat_1.join)(program.readSums("gradient").map((part) => Float32Array.from(part))) };
        },
        apply: (gradient, rate) => {
            const parts = (0, flat_1.cut)(gradient, weights, "This gradient is of another network");
            const feeds = Object.fromEntries(parts.map((part, i) => [`gradient${i}`, part]));
            program.run("apply", Int32Array.of(0), { ...feeds, rate: Float32Array.of(rate) });
        },
        read: () => {
            const parts = program.readState();
            return { weights: (0, flat_1.join)(parts.slice(0, bounds[0])), slots: (0, flat_1.join)(parts.slice(...bounds)), statistics: (0, flat_1.join)(parts.slice(bounds[1])) };
        },
        write: (snapshot) => program.writeState((0, flat_1.cut)((0, flat_1.join)([snapshot.weights, snapshot.slots, snapshot.statistics]), all, "This state is of another network or optimizer")),
        dispose: program.dispose,
    };
}
const fromState = (numbers) => Array.from(numbers, (index) => ({ from: "state", index }));
function gradientLoop({ network, data, batch, settings }, { weights, slots, statistics }, size) {
    const gradientOf = (0, step_1.batchGradient)(network, settings);
    const read = [...weights, ...statistics];
    const step = (inputs) => {
        const [images, labels, number] = inputs.slice(read.length);
        const { loss, gradients } = gradientOf(inputs.slice(0, weights.length), inputs.slice(weights.length, read.length), {
            images,
            labels,
            step: number,
        });
        return [...gradients, loss];
    };
    const example = (n, variant) => [
        ...(0, chunk_loops_1.stateExample)(read, variant),
        ...(0, chunk_loops_1.batchExample)(n, size, data.classes, variant),
        tf_1.tf.scalar(variant, "int32"),
    ];
    const places = [...weights.keys(), ...Array.from(statistics.keys(), (i) => weights.length + slots.length + i)];
    return {
        trace: (0, chunk_loops_1.optimized)((0, chunk_loops_1.recordPlain)(step, example, batch)),
        batch,
        inputs: [...fromState(places), ...(0, chunk_loops_1.rowsOf)("train"), { from: "feed", feed: "step" }],
        outputs: [...weights.map(() => ({ to: "sum" })), { to: "report" }],
    };
}
function applyLoop({ optimizer }, specs) {
    const { weights, slots } = specs;
    const count = weights.length + slots.length;
    const step = (inputs) => {
        const state = (0, step_1.packState)(inputs.slice(0, count), { ...specs, statistics: [] });
        const gradients = inputs.slice(count, count + weights.length);
        const rate = inputs.at(-1);
        const moved = state.weights.map((weight, i) => optimizer.update(weight, gradients[i], state.slots[i], rate));
        return [...moved.map(({ weight }) => weight), ...moved.flatMap((each) => each.slots)];
    };
    const example = (_, variant) => [...(0, chunk_loops_1.stateExample)([...weights, ...slots, ...weights], variant), tf_1.tf.scalar(0.01 * variant)];
    const feeds = weights.map((_, i) => ({ from: "feed", feed: `gradient${i}` }));
    return {
        trace: (0, chunk_loops_1.optimized)((0, chunk_loops_1.recordPlain)(step, example, 1)),
        batch: 1,
        inputs: [...fromState(Array.from({ length: count }, (_, i) => i)), ...feeds, { from: "feed", feed: "rate" }],
        outputs: Array.from({ length: count }, (_, index) => ({ to: "state", index })),
    };
}
//# sourceMappingURL=gradient-engine.js.map