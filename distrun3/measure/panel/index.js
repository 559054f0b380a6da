"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.JOINT_MEASURES = exports.MEASURES = void 0;
exports.measureName = measureName;
exports.measureNamed = measureNamed;
exports.jointNamed = jointNamed;
/** All measures of the panel, by name. */
const errors_1 = require("../../errors");
const curvature_1 = require("./curvature");
const geometry_1 = require("./geometry");
const histories_1 = require("./histories");
const noise_1 = require("./noise");
const sharpness_1 = require("./sharpness");
const space_1 = require("./space");
const training_1 = require("./training");
/** Of one run. */
exports.MEASURES = {
    ...sharpness_1.sharpnessMeasures,
    ...curvature_1.curvatureMeasures,
    ...geometry_1.geometryMeasures,
    ...noise_1.noiseMeasures,
    ...training_1.trainingMeasures,
};
/** Of several runs together. */
exports.JOINT_MEASURES = { ...space_1.spaceMeasures, ...histories_1.historyMeasures };
/** A measure's name as it is written here; `steps-to-target` is `stepsToTarget`, too. @throws UsageError for a name that is none */
function measureName(text) {
    const name = text.trim().replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    if (Object.hasOwn(exports.MEASURES, name) || Object.hasOwn(exports.JOINT_MEASURES, name))
        return name;
    throw new errors_1.UsageError(`There is no measure "${text.trim()}". The measures: ${[...Object.keys(exports.MEASURES), ...Object.keys(exports.JOINT_MEASURES)].join(", ")}.`);
}
/** @throws UsageError for a name that is none, or that of a measure of several runs */
function measureNamed(name) {
    const found = exports.MEASURES[measureName(name)];
    if (found)
        return found;
    throw new errors_1.UsageError(`${name} is a measure of several runs together: use measureTogether.`);
}
/** @throws UsageError for a name that is none, or that of a measure of one run */
function jointNamed(name) {
    const found = exports.JOINT_MEASURES[measureName(name)];
    if (found)
        return found;
    throw new errors_1.UsageError(`${name} is a measure of one run: use measureRun.`);
}
//# sourceMappingURL=index.js.map