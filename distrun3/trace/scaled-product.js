"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.scaledProducts = scaledProducts;
/** Recognises products whose channels are scaled and shifted, as by batch norm with running statistics, and the gradients that go back through them. */
const match_1 = require("./match");
const trace_1 = require("./trace");
/** All that are in a trace, where nothing but their gradients needs what lies between. */
function scaledProducts(trace) {
    const find = new Finder(trace);
    return trace.ops.flatMap((_, op) => find.at(op) ?? []);
}
/** A use of a value as a result of the whole trace. */
const RESULT = -1;
class Finder extends match_1.Matcher {
    /** The operations that read a value, once for each time. */
    users = new Map();
    constructor(trace) {
        super(trace);
        const add = (ref, user) => this.users.set((0, trace_1.refKey)(ref), [...this.usersOf(ref), user]);
        trace.ops.forEach(({ inputs }, user) => {
            for (const ref of inputs)
                add(ref, user);
        });
        for (const ref of trace.outputs)
            add(ref, RESULT);
    }
    at(whole) {
        const sum = { kind: "op", op: whole, output: 0 };
        const [scaled, shift] = this.inputsOf(sum, "Add") ?? [];
        const [biased, scale] = this.inputsOf(scaled, "Mul") ?? [];
        const [product, bias] = this.inputsOf(biased, "BiasAdd") ?? [];
        if (product?.kind !== "op" || scaled?.kind !== "op" || !shift || !biased || !scale || !bias)
            return undefined;
        const producer = this.opAt(product.op);
        const isProduct = producer.type === "Conv2D" || (0, trace_1.isPlainProduct)(producer);
        const channels = this.value(product).shape.at(-1);
        const isVector = (ref) => this.value(ref).shape.length === 1 && this.value(ref).shape[0] === channels;
        const isOnly = (ref) => this.usersOf(ref).length === 1;
        if (!isProduct || ![scale, shift].every(isVector) || ![scaled, product].every(isOnly))
            return undefined;
        const found = { product: product.op, whole, bias, scale, shift };
        if (isOnly(biased))
            return found;
        const back = this.back(found, biased, scaled.op);
        return back && { ...found, back };
    }
    back({ product, scale }, biased, scaled) {
        const [weighted, ...others] = this.usersOf(biased).filter((user) => user !== scaled);
        const [above, by] = weighted === undefined ? [] : this.opAt(weighted).inputs;
        if (weighted === undefined || others.length > 0 || this.typeAt(weighted) !== "Mul" || !above || !(0, trace_1.sameRef)(by, biased))
            return undefined;
        const [ofScale, ...more] = this.usersOf(this.outputOf(weighted));
        if (ofScale === undefined || more.length > 0 || !this.isSumToChannels(ofScale))
            return undefined;
        const slope = this.usersOf(above).find((user) => this.typeAt(user) === "Mul" && (0, trace_1.sameRef)(this.opAt(user).inputs[1], scale));
        if (slope === undefined || this.typeAt(product) !== "Conv2D")
            return undefined;
        const [x, kernel] = this.opAt(product).inputs;
        const found = {};
        for (const user of this.usersOf(this.outputOf(slope))) {
            const [first, second] = user === RESULT ? [] : this.opAt(user).inputs;
            const type = this.typeAt(user);
            if (type === "Conv2DBackpropFilter" && (0, trace_1.sameRef)(first, x) && found.kernel === undefined)
                found.kernel = user;
            else if (type === "Conv2DBackpropInput" && (0, trace_1.sameRef)(second, kernel) && found.input === undefined)
                found.input = user;
            else if (this.isSumToChannels(user) && found.bias === undefined)
                found.bias = user;
            else
                return undefined;
        }
        return found.kernel === undefined ? undefined : { ...found, above, kernel: found.kernel, scale: ofScale };
    }
    usersOf(ref) {
        return this.users.get((0, trace_1.refKey)(ref)) ?? [];
    }
    opAt(number) {
        return this.trace.ops[number];
    }
    typeAt(number) {
        return this.trace.ops[number]?.type;
    }
    outputOf(op) {
        return { kind: "op", op, output: 0 };
    }
    /** Whether an operation is a sum over all axes but the last, which is not kept with size 1. */
    isSumToChannels(number) {
        if (this.typeAt(number) !== "Sum")
            return false;
        const [x, axes] = this.opAt(number).inputs;
        const { shape } = this.value(x);
        const others = shape.slice(1).map((_, axis) => axis);
        return this.numbers(axes)?.join() === others.join() && this.value(this.outputOf(number)).shape.length === 1;
    }
}
//# sourceMappingURL=scaled-product.js.map