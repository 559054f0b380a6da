/** What an optimizer is: slots that start at constants, and one pure update of a weight. */
import type { Tensor } from "../../backend/tf";
export interface Optimizer {
    name: string;
    /** Slots of one weight: their starting value and whether they are shaped like the weight or scalars. */
    slots: {
        name: string;
        scalar: boolean;
        value: number;
    }[];
    /**
     * One step of one weight; pure, made of tensor operations only, so it can be recorded.
     * @param gradient of the mean loss, shaped like the weight
     * @param slots as in `slots`
     * @param rate learning rate of this step, a scalar
     */
    update(weight: Tensor, gradient: Tensor, slots: Tensor[], rate: Tensor): {
        weight: Tensor;
        slots: Tensor[];
    };
}
