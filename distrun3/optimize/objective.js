"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.CountedObjective = void 0;
/** The function that is minimised, counted and checked: what it answers is copied, of the right length, and at the start finite. */
const vectors_1 = require("./vectors");
class CountedObjective {
    objective;
    most;
    evaluations = 0;
    constructor(objective, most) {
        this.objective = objective;
        this.most = most;
    }
    get left() {
        return this.most - this.evaluations;
    }
    /** @throws RangeError for a gradient of another length; whatever the function throws */
    async at(x) {
        this.evaluations++;
        const { value, gradient } = await this.objective(x);
        if (gradient.length !== x.length)
            throw new RangeError(`The gradient has ${gradient.length} components, expected ${x.length}.`);
        return { value, gradient: Float64Array.from(gradient) };
    }
    /** @throws RangeError when the value or the gradient is no finite number */
    async atStart(x) {
        const answer = await this.at(x);
        if (Number.isFinite(answer.value) && (0, vectors_1.areFinite)(answer.gradient))
            return answer;
        const what = Number.isFinite(answer.value)
            ? "The gradient at the start has components that are"
            : `The value at the start is ${answer.value},`;
        throw new RangeError(`${what} no finite number. Choose another start.`);
    }
}
exports.CountedObjective = CountedObjective;
//# sourceMappingURL=objective.js.map