"use strict";
/** How long a training takes, from the number of its operations and the rate of the machine. Pure arithmetic; all rates in operations a second. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.trainingOperations = exports.PASSES = void 0;
exports.trainingDays = trainingDays;
exports.impliedUtilisation = impliedUtilisation;
exports.epochsIn = epochsIn;
/** Seconds of a day. */
const DAY = 86_400;
/** A multiplication and an addition. */
const OPERATIONS_A_MULTIPLY_ADD = 2;
/** One pass forward, one for the gradient of the inputs of each layer, one for the gradient of its weights: each of as many operations. (The first layer needs no gradient of its inputs, which is left out of account.) */
exports.PASSES = 3;
/** Floating-point operations of a whole training. */
const trainingOperations = ({ multiplyAdds, images, epochs }) => OPERATIONS_A_MULTIPLY_ADD * exports.PASSES * multiplyAdds * images * epochs;
exports.trainingOperations = trainingOperations;
/** Days of a training. @throws RangeError unless rate, utilisation and devices are positive, and utilisation at most 1 */
function trainingDays(setting) {
    const { rate, utilisation = 1, devices = 1 } = setting;
    requirePositive({ rate, utilisation, devices });
    if (utilisation > 1)
        throw new RangeError(`A utilisation is a share of the peak rate, at most 1, got ${utilisation}.`);
    return (0, exports.trainingOperations)(setting) / (rate * utilisation * devices * DAY);
}
/** The share of the peak rate that a training attained which took `days`. May exceed 1 where the numbers cannot be true. @throws RangeError as `trainingDays` */
function impliedUtilisation(setting) {
    const { rate, days, devices = 1 } = setting;
    requirePositive({ rate, days, devices });
    return (0, exports.trainingOperations)(setting) / (rate * devices * days * DAY);
}
/** What so many days leave open: the epochs that fit into them at each utilisation. @throws RangeError as `trainingDays` */
function epochsIn(setting) {
    return setting.days / trainingDays({ ...setting, epochs: 1 });
}
function requirePositive(values) {
    for (const [name, value] of Object.entries(values))
        if (!(value > 0))
            throw new RangeError(`Expected a positive number for ${name}, got ${value}.`);
}
//# sourceMappingURL=training-days.js.map