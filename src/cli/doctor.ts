/** `largebatch doctor`: what runs where, what is missing, and the command that mends it. Ends with 1 where something is broken. */
import type { Command } from "commander";
import { examine, type Finding } from "../doctor";

const MARKS: Record<Finding["state"], string> = { ok: "ok", note: "note", broken: "BROKEN" };

export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("versions, backend and why not a better one, device, caches, kernel, data sets; exits 1 where something is broken")
    .option("--backend <name>", "examine this backend: auto, tensorflow-gpu (gpu), tensorflow-cpu (cpu), webgpu, wasm or js")
    .option("--threads <n>", "threads of one operation")
    .option("--json", "print the findings as JSON")
    .action(async (options: { backend?: string; threads?: string; json?: boolean }) => {
      const findings = await examine(options);
      const broken = findings.filter((finding) => finding.state === "broken");
      if (options.json) console.log(JSON.stringify({ healthy: broken.length === 0, findings }, null, 2));
      else {
        for (const { name, state, value, advice } of findings) {
          console.log(`${MARKS[state].padEnd(7)}${name.padEnd(17)}${value}`);
          if (advice) console.log(`${" ".repeat(24)}→ ${advice}`);
        }
        console.log(
          broken.length === 0 ? "\nAll is well." : `\n${broken.length} broken: ${broken.map((finding) => finding.name).join(", ")}.`,
        );
      }
      if (broken.length > 0) process.exitCode = 1;
    });
}
