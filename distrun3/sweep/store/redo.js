"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.redoCommand = redoCommand;
/** The command that makes one run again. */
const config_1 = require("../../config");
/** Settings that the command has flags for. */
const FLAGS = ["network", "data", "batch", "seed", "optimizer", "until"];
/** @param config settings as a file has them. @returns undefined where they are no run's */
function redoCommand(config) {
    const run = parsed(config);
    if (!run)
        return undefined;
    const { network, data, batch, seed, optimizer, until } = run;
    const plain = (0, config_1.parseRun)({ network, optimizer, until, ...(until === "stall" ? {} : { [until]: run[until] }) });
    const others = config_1.RUN_KEYS.filter((key) => !FLAGS.includes(key) && run[key] !== undefined && run[key] !== plain[key]);
    return [
        `npx largebatch sweep --network ${network} --data ${data} --batches ${batch} --seeds ${seed}`,
        `--budget ${until === "stall" ? until : `${until}:${run[until]}`} --optimizer ${optimizer}`,
        ...others.map((key) => `--set ${key}=${run[key]}`),
    ].join(" ");
}
function parsed(config) {
    try {
        return (0, config_1.parseRun)(config);
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=redo.js.map