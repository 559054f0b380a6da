"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ofOneFunction = void 0;
exports.requireTogether = requireTogether;
const errors_1 = require("../../errors");
/** The settings that make a loss: runs that agree in them have one function of the weights. */
const FUNCTION = ["network", "data", "trainSize", "validation"];
const ofOneFunction = (setting) => !FUNCTION.includes(setting);
exports.ofOneFunction = ofOneFunction;
/** @throws UsageError for too few or too many runs, or such as cannot be put together */
function requireTogether(name, { runs: { least, most }, mayDiffer }, runs) {
    if (runs.length < least || runs.length > most) {
        const wanted = most === least ? `${least} runs` : `${least} runs or more`;
        throw new errors_1.UsageError(`${name} takes ${wanted} together, got ${runs.length}: npx largebatch measure RUN… --what ${name}.`);
    }
    const [first, ...others] = runs;
    for (const other of others) {
        const keys = [...new Set([...Object.keys(first.run), ...Object.keys(other.run)])];
        const differing = keys.filter((key) => key !== "batch" && key !== "seed" && !mayDiffer(key) && first.run[key] !== other.run[key]);
        const said = differing.map((key) => `${key} is ${first.run[key] ?? "not set"} and ${other.run[key] ?? "not set"}`);
        if (differing.length > 0)
            throw new errors_1.UsageError(`${name}: ${first.folder} and ${other.folder} do not go together: ${said.join("; ")}.`);
        if (first.result.dataSha256 !== other.result.dataSha256)
            throw new errors_1.UsageError(`${name}: ${first.folder} and ${other.folder} were trained on other files of ${first.run.data}.`);
    }
    const same = runs.find(({ result }, i) => runs.slice(0, i).some((before) => before.result.weightsSha256 === result.weightsSha256));
    if (same)
        throw new errors_1.UsageError(`${name}: ${same.folder} is named twice, or another run has the very same weights.`);
}
//# sourceMappingURL=joint.js.map