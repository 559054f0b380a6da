import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { benchCommand } from "../../src/cli/bench";
import { UsageError } from "../../src/errors";

/** `largebatch bench …` within this process. */
function bench(...args: string[]): Promise<Command> {
  const program = new Command();
  benchCommand(program);
  return program.parseAsync(["bench", ...args], { from: "user" });
}

describe("bench", () => {
  it.each(["step", "hvp", "sharpness", "landscape", "kernel", "remedies"])(
    "%s refuses rounds that are none before it measures",
    async (name) => {
      for (const rounds of ["0", "-1", "1.5", "x"]) {
        const refused = bench(name, "--rounds", rounds);
        await expect(refused).rejects.toThrow(UsageError);
        await expect(refused).rejects.toThrow(`--rounds must be a whole number from 1 on; got ${rounds}.`);
      }
    },
  );

  it("remedies refuses a batch that is none, and a remedy that there is not", async () => {
    await expect(bench("remedies", "--batch", "1.5")).rejects.toThrow("--batch must be a whole number from 1 on; got 1.5.");
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    benchCommand(program);
    for (const command of [program, ...program.commands, ...(program.commands[0]?.commands ?? [])]) command.exitOverride();
    const only = program.parseAsync(["bench", "remedies", "--only", "sma"], { from: "user" });
    await expect(only).rejects.toThrow(/Allowed choices are .*sam/);
  });
});
