export interface ValueAndGradient {
    value: number;
    gradient: Float64Array;
}
/** The function to minimise. It leaves its argument as it is, and may use the memory of its answer again. */
export type Objective = (x: Float64Array) => ValueAndGradient | Promise<ValueAndGradient>;
export declare class CountedObjective {
    private readonly objective;
    readonly most: number;
    evaluations: number;
    constructor(objective: Objective, most: number);
    get left(): number;
    /** @throws RangeError for a gradient of another length; whatever the function throws */
    at(x: Float64Array): Promise<ValueAndGradient>;
    /** @throws RangeError when the value or the gradient is no finite number */
    atStart(x: Float64Array): Promise<ValueAndGradient>;
}
