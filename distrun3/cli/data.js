"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dataCommand = dataCommand;
const data_1 = require("../data");
const dataset_1 = require("../data/dataset");
const errors_1 = require("../errors");
function dataCommand(program) {
    program
        .command("data")
        .description("list the data sets, or fetch one into data/cache")
        .argument("[name]", `data set to fetch: ${dataset_1.DATA_NAMES.join(", ")}`)
        .option("--json", "print the list as JSON")
        .action(async (name, options) => {
        if (name !== undefined) {
            if (!dataset_1.DATA_NAMES.includes(name))
                throw new errors_1.UsageError(`Unknown data set "${name}". Expected one of ${dataset_1.DATA_NAMES.join(", ")}.`);
            await (0, data_1.fetchData)(name, (line) => console.error(line));
        }
        const rows = await (0, data_1.describeData)();
        if (options.json)
            return console.log(JSON.stringify(rows, null, 2));
        for (const row of rows) {
            console.log(`${row.name.padEnd(11)} ${row.present ? `at hand: ${row.path}${row.variant ? ` (${row.variant})` : ""}` : `not here: ${row.how}`}`);
        }
    });
}
//# sourceMappingURL=data.js.map