/**
 * When the loss has ceased to improve.
 *
 * The rule, the same for every batch size: after each epoch the mean training loss of that epoch is compared with a reference, at first infinite. A loss
 * below reference − minDelta becomes the new reference; `patience` epochs in a row without one end the training. Slow progress counts, since the
 * reference moves only when it is beaten; a loss under minDelta cannot be beaten, so a fitted network stops too. Keskar et al. trained "without any budget or limits, until
 * the loss function ceased to improve" and published no rule; this one is ours.
 */
export interface StallRule {
    patience: number;
    minDelta: number;
}
export interface Stall {
    reference: number;
    /** Epochs since the reference was last beaten. */
    waited: number;
    stalled: boolean;
}
export declare const stallStart: Stall;
/** The rule after one more epoch of mean training loss `loss`. */
export declare function stallAfter(before: Stall, loss: number, rule: StallRule): Stall;
