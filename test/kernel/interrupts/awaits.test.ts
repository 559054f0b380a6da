import typescript from "@tslab/typescript-for-tslab";
import { describe, expect, it } from "vitest";
import { guardAwaits } from "../../../src/kernel/interrupts/awaits";

const compile = (source: string): string =>
  typescript.transpileModule(source, {
    compilerOptions: { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext },
    transformers: { before: [guardAwaits(typescript)] },
  }).outputText;

describe("guardAwaits", () => {
  it("changes nothing where nobody asks, as in a browser", async () => {
    const source =
      "return (async () => { let sum = 0; for (const x of [1, Promise.resolve(await 2)]) sum += await x; return [sum, await (async () => await 3)()]; })();";
    const compiled = compile(`function run() { ${source} }`);
    expect(compiled.match(/__kernelWaits/g)).toHaveLength(4);
    expect(await new Function(`${compiled}; return run();`)()).toEqual([3, 3]);
  });

  it("asks before and after each await", async () => {
    const asked: unknown[] = [];
    const global = globalThis as Record<string, unknown>;
    global.__kernelWaits = (value: unknown) => asked.push(["waits", value]) && value;
    global.__kernelGoesOn = (value: unknown) => asked.push(["goes on", value]) && value;
    try {
      await new Function(`${compile("async function run() { return await 1 + await 2; }")}; return run();`)();
    } finally {
      delete global.__kernelWaits;
      delete global.__kernelGoesOn;
    }
    expect(asked).toEqual([
      ["waits", 1],
      ["goes on", 1],
      ["waits", 2],
      ["goes on", 2],
    ]);
  });
});
