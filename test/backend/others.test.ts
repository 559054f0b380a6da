/** The backends besides TensorFlow take the same steps. Each runs in a process of its own. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { statelessUniform } from "../../src/backend/philox";
import { largebatch } from "../cli/run";
import { swiftshader, whyNoSwiftshader } from "./swiftshader";

interface Cell {
  losses: number[];
  testLoss: number;
  /** Distance of the weights from the start. */
  moved: number;
  leaked: number;
}

interface Outcome {
  device: string;
  cells: Record<string, Cell>;
  numbers: number[];
  failure?: string;
}

const DENSE = ["mlp", "F1", "dropout", "augmented"];
const ALL = [...DENSE, "cnn"];

/** Largest relative difference of a loss, or of the way that the weights went: float32 rounding, added in another order. */
const TOLERANCE = 1e-5;

/** Of images that are turned, on WebGPU: its sine and cosine are off by up to 2⁻¹¹ (WGSL, accuracy of floating point). */
const TURNED_ON_WEBGPU = 1e-3;

async function outcomeOf(backend: string, networks: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const script = join(__dirname, "losses.cjs");
  const options = { env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, [script, backend, networks.join()], options);
  return JSON.parse(stdout);
}

let reference: Outcome;

beforeAll(async () => {
  reference = await outcomeOf("tensorflow-cpu", ALL);
});

function expectSame({ cells, numbers }: Outcome, networks: string[], tolerances: Record<string, number> = {}): void {
  expect(Object.keys(cells)).toEqual(networks);
  for (const [name, { losses, testLoss, moved, leaked }] of Object.entries(cells)) {
    const expected = reference.cells[name] as Cell;
    const pairs = [...losses, testLoss, moved].map((value, i) => [value, [...expected.losses, expected.testLoss, expected.moved][i]]);
    const worst = Math.max(...pairs.map(([value = Number.NaN, wanted = Number.NaN]) => Math.abs(value - wanted) / wanted));
    expect(worst, `${name}: ${losses} against ${expected.losses}`).toBeLessThan(tolerances[name] ?? TOLERANCE);
    expect(leaked, `tensors left by ${name}`).toBe(0);
  }
  expect(numbers).toEqual([...statelessUniform(77, [-3, 5])]);
}

describe("the same five steps as on tensorflow-cpu, the same weights, no tensor left", () => {
  it("the reference moves, and its networks differ", () => {
    const losses = ALL.flatMap((name) => reference.cells[name]?.losses ?? []);
    expect(losses).toHaveLength(25);
    expect(new Set(losses).size).toBe(25);
  });

  it("js: dense networks", async () => {
    const networks = ["mlp", "dropout", "augmented"];
    expectSame(await outcomeOf("js", networks), networks);
  });

  it("wasm: dense networks", async () => {
    const outcome = await outcomeOf("wasm", DENSE);
    expect(outcome.device).toBe("CPU (1 thread, WebAssembly)");
    expectSame(outcome, DENSE);
  });

  it("wasm refuses to train convolutions, and says what is missing and what to choose", async () => {
    await expect(outcomeOf("wasm", ["cnn"])).rejects.toThrow(
      /UserError: The backend wasm cannot train cnn: .*Conv2DBackpropFilter.*choose tensorflow-cpu, webgpu or js/,
    );
  });
});

const skipped = whyNoSwiftshader();
const titled = (title: string): string => (skipped ? `${title} (skipped, ${skipped})` : title);

describe.skipIf(skipped)(titled("WebGPU on SwiftShader"), () => {
  it("takes the same steps, convolutions too, and ends by itself; a buffer too large is an error, not zeros", async () => {
    const outcome = await outcomeOf("webgpu", ALL, await swiftshader());
    expect(outcome.device).toMatch(/SwiftShader.*no card but software on the CPU$/i);
    expectSame(outcome, ALL, { augmented: TURNED_ON_WEBGPU });
    expect(outcome.failure).toMatch(/^UserError: The GPU failed, so its numbers cannot be used\..*\n.*buffer/i);
  });

  it("is found by doctor and offered, not taken", async () => {
    const { stdout } = await largebatch(["doctor", "--json"], { env: await swiftshader() });
    const { findings } = JSON.parse(stdout) as { findings: { name: string; value: string; advice?: string }[] };
    expect(findings.find(({ name }) => name === "backend")?.value).toMatch(/^tensorflow/);
    expect(findings.find(({ name }) => name === "webgpu")).toMatchObject({
      value: expect.stringMatching(/^available: .*SwiftShader.*not in use$/),
      advice: "ask for it with --backend webgpu",
    });
    expect(findings.find(({ name }) => name === "wasm")?.value).toMatch(/^available, for dense networks only/);
  });

  it("is missed by name where there is no GPU", async () => {
    const nowhere = { VK_DRIVER_FILES: "/nowhere.json", VK_ICD_FILENAMES: "/nowhere.json" };
    await expect(outcomeOf("webgpu", ["mlp"], { ...(await swiftshader()), ...nowhere })).rejects.toThrow(
      /UserError: The backend webgpu cannot run here: WebGPU sees no GPU/,
    );
  });
});
