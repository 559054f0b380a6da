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
  it.each(["step", "hvp", "sharpness", "landscape", "kernel"])("%s refuses rounds that are none before it measures", async (name) => {
    for (const rounds of ["0", "-1", "1.5", "x"]) {
      const refused = bench(name, "--rounds", rounds);
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(`--rounds must be a whole number from 1 on; got ${rounds}.`);
    }
  });
});
