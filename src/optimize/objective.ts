/** The function that is minimised, counted and checked: what it answers is copied, of the right length, and at the start finite. */
import { areFinite } from "./vectors";

export interface ValueAndGradient {
  value: number;
  gradient: Float64Array;
}

/** The function to minimise. It leaves its argument as it is, and may use the memory of its answer again. */
export type Objective = (x: Float64Array) => ValueAndGradient | Promise<ValueAndGradient>;

export class CountedObjective {
  evaluations = 0;

  constructor(
    private readonly objective: Objective,
    readonly most: number,
  ) {}

  get left(): number {
    return this.most - this.evaluations;
  }

  /** @throws RangeError for a gradient of another length; whatever the function throws */
  async at(x: Float64Array): Promise<ValueAndGradient> {
    this.evaluations++;
    const { value, gradient } = await this.objective(x);
    if (gradient.length !== x.length) throw new RangeError(`The gradient has ${gradient.length} components, expected ${x.length}.`);
    return { value, gradient: Float64Array.from(gradient) };
  }

  /** @throws RangeError when the value or the gradient is no finite number */
  async atStart(x: Float64Array): Promise<ValueAndGradient> {
    const answer = await this.at(x);
    if (Number.isFinite(answer.value) && areFinite(answer.gradient)) return answer;
    const what = Number.isFinite(answer.value)
      ? "The gradient at the start has components that are"
      : `The value at the start is ${answer.value},`;
    throw new RangeError(`${what} no finite number. Choose another start.`);
  }
}
