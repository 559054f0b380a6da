/** Records any training step of TensorFlow.js: the variables that it reads or assigns (weights, optimizer slots, batch-norm statistics, counters) become state that goes in and comes out. */
import { type Tensor, tf } from "../backend/tf";
import { type UsedOptimizer } from "./optimizers";
import { type Trace } from "./trace";
/** What a step may return: scalars to report each turn, or nothing. */
export type StepResult = Tensor | Tensor[] | null | undefined;
/** Where an input or an output of the trace belongs: an index of `variables`, of `optimizers` (its learning rate), of the step's inputs, or of the returned scalars. */
export type Place = {
    of: "variable" | "rate" | "input" | "report";
    index: number;
};
export interface RecordedStep {
    trace: Trace;
    inputs: Place[];
    outputs: Place[];
    /** The variables that the step reads or assigns. */
    variables: tf.Variable[];
    /** The optimizers of the step that have a learning rate. */
    optimizers: UsedOptimizer[];
}
/**
 * Records a step that may read and assign variables (tf.Variable), make optimizer slots at its first call and use tf.train optimizers. It is called three times, each with the
 * whole batch, as what JavaScript makes of the batch size is known in no other way: that takes the time and the memory of steps without a graph. Afterwards every
 * variable, learning rate and count of steps is what it was, also after an error. Variables that the first call makes stay, with the value that they were made with.
 * The learning rate of an optimizer stays an input; all its other settings become constants. A step that sets a rate is refused; a rate that it assigned to the field
 * `learningRate` of an optimizer that it had not used yet keeps that value, as what it was before is not known.
 * @param step called with the inputs; returns scalars to report, or nothing
 * @param example inputs of the shapes that the step will have, other values for another `variant` (1 or 2)
 * @param names of the inputs, for messages
 * @throws RecordError as `record` does; for a step that makes new variables at each call or sets a learning rate, and for results that are no scalars
 */
export declare function recordStep(step: (inputs: Tensor[]) => StepResult, example: (variant: number) => Tensor[], names?: readonly string[]): RecordedStep;
