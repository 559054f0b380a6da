import { type Tensor, tf } from "../backend/tf";
import { type Rows } from "./rows";
import { type StepResult } from "./variables";
export interface StepSpec<D extends string, F extends string> {
    /** Rows a turn. */
    batch: number;
    /** By the names under which the step gets its `[batch, …]` rows. Copied to the device at once. */
    data: Record<D, Rows>;
    /** Values that are given anew each turn (a seed and a step number, a noise level), by name: an example of one turn's value. */
    feeds?: Record<F, Tensor>;
}
export interface Turns<F extends string = string> {
    /** Learning rate of each turn, for a step with one optimizer. Default: the optimizer's own, as it is at the call. */
    rates?: ArrayLike<number>;
    /** The values of all turns one after the other, by name. */
    feeds?: Record<F, ArrayLike<number>>;
}
export interface CompiledStep<F extends string = string> {
    /** What the step reads or assigns, in the order in which it is held. */
    readonly variables: readonly tf.Variable[];
    /**
     * Runs `rows.length / batch` turns. Variables that were assigned since the last exchange (loaded weights, say) are taken over first; where another compiled step has trained
     * them since, that step is synchronised first.
     * @param rows numbers of data rows, `batch` a turn
     * @returns what the step returned, `[turn][scalar]` flattened
     * @throws UserError for rows that are not there, rates that are no finite numbers, keys that are not known, an optimizer whose settings have changed (the learning rate
     *   may), and after `dispose`
     */
    run(rows: ArrayLike<number>, turns?: Turns<F>): Float32Array;
    /** Gives the variables the values of the device, exactly, and optimizers their counts of steps. Until then they keep their old values. */
    sync(): void;
    /** Frees the graph and its data, for good. The variables stay as they are: call `sync` before. */
    dispose(): void;
}
/**
 * Compiles a step that is written with plain TensorFlow.js: models of tf.layers, optimizers of tf.train, tf.variable.
 * @param step called a few times to record it; gets `{name: rows}` and returns scalars to report (the loss), or nothing. What it does in JavaScript is frozen
 * @throws RecordError for what cannot be frozen, with the operation and what to do instead
 */
export declare function compileStep<D extends string, F extends string = never>(step: (inputs: Record<D | F, Tensor>) => StepResult, spec: StepSpec<D, F>): CompiledStep<F>;
