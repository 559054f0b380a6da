"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.decidedBy = exports.budgetText = void 0;
exports.parseBudget = parseBudget;
/** How long each run of a sweep trains: for so many epochs, for so many steps, or until the loss stalls. */
const config_1 = require("../config");
const errors_1 = require("../errors");
/**
 * The budget that a text names.
 * @param text "epochs:40", "steps:2000" or "stall"
 * @throws UsageError for any other text
 */
function parseBudget(text) {
    if (text === "stall")
        return { until: "stall" };
    const [unit, number, ...more] = text.split(":");
    const count = (0, config_1.decimal)(number ?? "") ?? Number.NaN;
    if (more.length === 0 && Number.isSafeInteger(count) && count > 0) {
        if (unit === "epochs")
            return { until: "epochs", epochs: count };
        if (unit === "steps")
            return { until: "steps", steps: count };
    }
    throw new errors_1.UsageError(`expected epochs:N, steps:N (N a whole number from 1) or stall, got "${text}"`);
}
/** The budget as it is written. */
const budgetText = (budget) => budget.until === "epochs" ? `epochs:${budget.epochs}` : budget.until === "steps" ? `steps:${budget.steps}` : "stall";
exports.budgetText = budgetText;
/** Settings that the budget decides, and a sweep's own settings may not: those that remain free are further limits, such as `epochs` where the loss may stall earlier. */
const decidedBy = ({ until }) => (until === "stall" ? ["until"] : ["until", until]);
exports.decidedBy = decidedBy;
//# sourceMappingURL=budget.js.map