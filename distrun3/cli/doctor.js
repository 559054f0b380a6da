"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.doctorCommand = doctorCommand;
const doctor_1 = require("../doctor");
const MARKS = { ok: "ok", note: "note", broken: "BROKEN" };
function doctorCommand(program) {
    program
        .command("doctor")
        .description("versions, backend and why not a better one, device, caches, kernel, data sets; exits 1 where something is broken")
        .option("--backend <name>", "examine this backend: auto, tensorflow-gpu (gpu), tensorflow-cpu (cpu), webgpu, wasm or js")
        .option("--threads <n>", "threads of one operation")
        .option("--json", "print the findings as JSON")
        .action(async (options) => {
        const findings = await (0, doctor_1.examine)(options);
        const broken = findings.filter((finding) => finding.state === "broken");
        if (options.json)
            console.log(JSON.stringify({ healthy: broken.length === 0, findings }, null, 2));
        else {
            for (const { name, state, value, advice } of findings) {
                console.log(`${MARKS[state].padEnd(7)}${name.padEnd(17)}${value}`);
                if (advice)
                    console.log(`${" ".repeat(24)}→ ${advice}`);
            }
            console.log(broken.length === 0 ? "\nAll is well." : `\n${broken.length} broken: ${broken.map((finding) => finding.name).join(", ")}.`);
        }
        if (broken.length > 0)
            process.exitCode = 1;
    });
}
//# sourceMappingURL=doctor.js.map