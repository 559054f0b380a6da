import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSweepFile } from "../../src/cli/sweep-file";
import { UsageError, UserError } from "../../src/errors";
import { place, temporaryFolder } from "../data/helpers";

const SWEEP = { network: "mlp", batches: [20, 500], seeds: [1, 2] };

async function files(contents: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  await place(folder, contents);
  return folder;
}

describe("readSweepFile", () => {
  it("reads JSON", async () => {
    expect(await readSweepFile(join(await files({ "a.json": JSON.stringify(SWEEP) }), "a.json"))).toEqual(SWEEP);
  });

  it("runs TypeScript, with types, other files and the laboratory itself", async () => {
    const folder = await files({
      "sweep.ts": `import type { SweepInput } from "largebatch";
        import { seeds } from "./seeds";
        import { batches } from "./more/index.js";
        export default { network: "mlp", batches, seeds } satisfies SweepInput;`,
      "seeds.ts": "export const seeds: number[] = [1, 2];",
      "more/index.ts": "enum Size { small = 20, large = 500 }\nexport const batches: number[] = [Size.small, Size.large];",
    });
    expect(await readSweepFile(join(folder, "sweep.ts"))).toEqual(SWEEP);
  });

  it("runs JavaScript of either kind", async () => {
    const folder = await files({
      "a.mjs": `export default ${JSON.stringify(SWEEP)};`,
      "b.cjs": `module.exports = ${JSON.stringify(SWEEP)};`,
      "c.cjs": `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = ${JSON.stringify(SWEEP)};`,
    });
    for (const name of ["a.mjs", "b.cjs", "c.cjs"]) expect(await readSweepFile(join(folder, name))).toEqual(SWEEP);
  });

  it.each([
    ["no-such.ts", undefined, UsageError, /There is no file .*no-such\.ts/],
    ["a.yaml", "a: 1", UsageError, /ends in \.ts, \.js or \.json/],
    ["a.json", '{"network": ', UserError, /a\.json is no JSON: /],
    ["a.json", "[1]", UsageError, /should hold one sweep, an object/],
    ["a.ts", "export const sweep = {};", UsageError, /has no default export\. Write: export default/],
    ["a.ts", "export default 3;", UsageError, /should hold one sweep, an object/],
    ["a.ts", "const x = 1;\nexport default { a: };", UserError, /a\.ts:2:\d+ - TS\d+: /],
    ["a.ts", 'throw new Error("no such luck");', UserError, /cannot be run: no such luck/],
    ["a.ts", 'import x from "./missing"; export default x;', UserError, /cannot be run: Cannot find module '\.\/missing'/],
  ])("says what is wrong with %s: %j", async (name, text, kind, message) => {
    const folder = await files(text === undefined ? {} : { [name]: text });
    const reading = readSweepFile(join(folder, name));
    await expect(reading).rejects.toThrow(kind);
    await expect(reading).rejects.toThrow(message);
  });
});
