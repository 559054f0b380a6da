"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** `npm run faults`: kills workers and coordinators of sweeps at random moments, then checks that every run is there exactly once, with the numbers of an undisturbed sweep. */
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const node_util_1 = require("node:util");
const data_1 = require("../../data");
const part_1 = require("./part");
const pool_part_1 = require("./pool-part");
const PARTS = [pool_part_1.poolPart];
/** Kills of each part. */
const KILLS = 60;
async function main() {
    const { values } = (0, node_util_1.parseArgs)({
        options: {
            kills: { type: "string", default: String(KILLS) },
            seed: { type: "string", default: "1" },
            only: { type: "string" },
            keep: { type: "boolean", default: false },
        },
    });
    const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
    const [kills, seed] = [Number(values.kills), Number(values.seed)];
    if (parts.length === 0 || !(kills >= 1) || !(seed >= 0)) {
        console.error(`usage: npm run faults -- [--kills N] [--seed N] [--only ${PARTS.map(({ name }) => name).join("|")}] [--keep]`);
        process.exitCode = 2;
        return;
    }
    await (0, data_1.fetchData)("glyphs");
    const folder = await (0, promises_1.mkdtemp)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "largebatch-faults-"));
    const reports = [];
    for (const { name, run } of parts)
        reports.push(await run({ seed, kills, folder: (0, node_path_1.join)(folder, name), onLine: (line) => console.error(line) }));
    console.log((0, part_1.tableOf)(reports));
    if (reports.some(({ wrong }) => wrong.length > 0))
        process.exitCode = 1;
    if (values.keep || process.exitCode === 1)
        console.error(`The stores are in ${folder}.`);
    else
        await (0, promises_1.rm)(folder, { recursive: true, force: true });
}
void main();
//# sourceMappingURL=main.js.map