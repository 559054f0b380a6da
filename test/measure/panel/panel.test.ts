import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { tensorCount, useBackend } from "../../../src/backend";
import { parseRun } from "../../../src/config";
import { loadData } from "../../../src/data";
import { networkLoss } from "../../../src/measure/network-loss";
import { MEASURES } from "../../../src/measure/panel";
import { type Estimate, measureRun } from "../../../src/measure/panel/session";
import { train } from "../../../src/train/loop";
import { loadRun, saveRun } from "../../../src/train/run-folder";
import { snapshotsIn } from "../../../src/train/snapshots";

vi.mock("../../../src/measure/network-loss", async (original) => {
  const real = await original<typeof import("../../../src/measure/network-loss")>();
  return { ...real, networkLoss: vi.fn(real.networkLoss) };
});

/** Settings with which each measure is quick. */
const QUICK: Record<string, Record<string, number>> = {
  keskar: { starts: 1, iterations: 4, publishedIterations: 3, ascentSteps: 2 },
  keskarSubspace: { p: 5, draws: 2, iterations: 3, publishedIterations: 2, ascentSteps: 2 },
  sam: { steps: 2, starts: 1 },
  asam: { steps: 2, starts: 2, linf: 1 },
  average: { draws: 2 },
  perturbation: { draws: 2 },
  hessian: { k: 2, products: 14 },
  trace: { products: 6 },
  density: { vectors: 2, steps: 5 },
  fisher: { products: 3 },
  norms: {},
  flatness: { draws: 2, tolerance: 0.5 },
  localEntropy: { nodes: 2, burnIn: 1, samples: 2 },
  landscape: { points: 3 },
  noise: { batch: 20 },
  trajectory: { points: 3 },
  edge: { points: 2, products: 8 },
};

let folder: string;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  folder = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  const data = await loadData("glyphs", { trainSize: 100 });
  // Of the whole training set at once, and with snapshots: so that every measure can be taken.
  const run = parseRun({ network: "mlp", batch: 100, trainSize: 100, until: "epochs", epochs: 4, optimizer: "momentum" });
  const snapshots = snapshotsIn({ folder, run, data, every: 1, unit: "epochs" });
  await saveRun(folder, await train(run, data, { snapshots }), data);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.entries(MEASURES))("%s", (what, { settings }) => {
  it("gives plain numbers at no more than the cost that it says, the same for the same seed, and is taken from its file after that", async () => {
    const before = tensorCount();
    const estimates: Estimate[] = [];
    let passes = 0;
    const options = {
      what: [what],
      settings: { [what]: QUICK[what] ?? {} },
      onEstimate: (_: string, estimate: Estimate) => estimates.push(estimate),
      onPass: (_: string, done: number) => {
        passes = Math.max(passes, done);
      },
    };
    const [first] = await measureRun(folder, options);
    expect(JSON.parse(JSON.stringify(first?.result))).toBeTypeOf("object");
    expect(first?.settings).toEqual({ ...settings, ...QUICK[what] });
    expect(passes).toBeLessThanOrEqual(estimates[0]?.passes as number);
    expect(tensorCount()).toBe(before);
    const [kept] = await measureRun(folder, options);
    expect(kept).toEqual(JSON.parse(JSON.stringify(first)));
    expect(estimates).toHaveLength(1);
    const [again] = await measureRun(folder, { ...options, again: true });
    // From the start: not one evaluation less.
    expect(JSON.parse(JSON.stringify(again?.result))).toEqual(JSON.parse(JSON.stringify(first?.result)));
    expect((await readdir(join(folder, "measures"))).filter((name) => name.includes("partial"))).toEqual([]);
  });
});

describe("a measure that is interrupted", () => {
  const options = { what: ["landscape"], settings: { landscape: { points: 4 } } };
  const partials = async () => (await readdir(join(folder, "measures"))).filter((name) => name.endsWith(".partial"));
  const stopped = async () => {
    const stop = new AbortController();
    const onPass = (_: string, done: number) => {
      // The first pass is that of the weights themselves; then five cells.
      if (done === 6) stop.abort(new Error("enough"));
    };
    await expect(measureRun(folder, { ...options, onPass, signal: stop.signal })).rejects.toThrow("enough");
    expect(await partials()).toHaveLength(1);
  };
  const evaluations = async (more = {}) =>
    (await measureRun(folder, { ...options, ...more })).map(({ result }) => (result as { evaluations: number }).evaluations)[0];

  it("goes on from its partial file, which is removed once the result is kept; --again starts anew", async () => {
    await stopped();
    expect(await evaluations()).toBe(11);
    expect(await partials()).toEqual([]);
    await rm(join(folder, "measures"), { recursive: true });
    await stopped();
    expect(await evaluations({ again: true })).toBe(16);
    expect(await partials()).toEqual([]);
  });
});

describe("one call for several measures", () => {
  it("brings the data to the device once for all that act on the same loss", async () => {
    const made = vi.mocked(networkLoss).mockClear();
    const what = ["sam", "average", "hessian"];
    await measureRun(folder, { what, settings: QUICK, again: true });
    expect(made).toHaveBeenCalledTimes(1);
    await measureRun(folder, { what, settings: QUICK });
    expect(made).toHaveBeenCalledTimes(1);
  });
});

describe("the panel's numbers", () => {
  it("belong together: φ and SAM rise above the loss, the trace holds the eigenvalues, the distance is from the start", async () => {
    const of = async (what: string) =>
      (await measureRun(folder, { what: [what], settings: { [what]: QUICK[what] ?? {} } }))[0]?.result as Record<string, number>;
    const [keskar, sam, fisher, norms] = [await of("keskar"), await of("sam"), await of("fisher"), await of("norms")];
    expect(keskar.phi).toBeGreaterThan(0);
    expect(keskar.maxLoss).toBeGreaterThan(keskar.loss as number);
    expect(sam.loss).toBeCloseTo(keskar.loss as number, 6);
    expect(sam.sharpness).toBeGreaterThan(0);
    expect(fisher.trace).toBeGreaterThan(0);
    const { weights, start } = await loadRun(folder);
    expect(norms.distance).toBeCloseTo(Math.hypot(...weights.map((value, i) => value - (start[i] as number))), 4);
  });

  it("at rescaled weights are the same where they speak of the function, and others where they do not", async () => {
    const at = async (what: string, rescale?: { layer: number; alpha: number }) =>
      (await measureRun(folder, { what: [what], settings: { [what]: { steps: 2, starts: 1 } }, ...(rescale ? { rescale } : {}) }))[0]
        ?.result as Record<string, number>;
    const rescale = { layer: 1, alpha: 4 };
    const [asam, asamThere] = [await at("asam"), await at("asam", rescale)];
    expect(asamThere.loss).toBe(asam.loss);
    expect(asamThere.sharpness as number).toBeCloseTo(asam.sharpness as number, 4);
    const [sam, samThere] = [await at("sam"), await at("sam", rescale)];
    expect(Math.abs((samThere.sharpness as number) / (sam.sharpness as number) - 1)).toBeGreaterThan(0.05);
    await expect(at("sam", { layer: 0, alpha: 2 })).rejects.toThrow(/--rescale: Layer 0 has no kernel/);
  });

  it("are no others on a sample, and say so", async () => {
    const [all] = await measureRun(folder, { what: ["norms"] });
    const [some] = await measureRun(folder, { what: ["average"], settings: { average: { draws: 2 } }, examples: 50 });
    expect([all?.examples, some?.examples]).toEqual([100, 50]);
  });
});
