import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { parseRun, type RunInput } from "../../../src/config";
import { loadData } from "../../../src/data";
import { UsageError, UserError } from "../../../src/errors";
import type { SampleNoiseScale } from "../../../src/measure/noise-blocks";
import { smithLeScale } from "../../../src/measure/noise-scale";
import { isotropicKl, pacBayesMeasure } from "../../../src/measure/pac-bayes";
import { type MeasureOptions, measureRun } from "../../../src/measure/panel/session";
import { measureTogether } from "../../../src/measure/panel/together";
import { type TrainResult, train } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";

const TRAINED_ON = 200;
let home: string;
let mlp: string;
let result: TrainResult;

async function trained(name: string, settings: Partial<RunInput> = {}): Promise<TrainResult> {
  const data = await loadData("glyphs", { trainSize: TRAINED_ON });
  const run = parseRun({ network: "mlp", batch: 100, trainSize: TRAINED_ON, until: "steps", steps: 4, optimizer: "sgd", ...settings });
  const done = await train(run, data);
  await saveRun(join(home, name), done, data);
  return done;
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  mlp = join(home, "mlp");
  result = await trained("mlp");
});
afterAll(() => rm(home, { recursive: true, force: true }));

const measured = async <R>(what: string, settings: Record<string, number>, options: Partial<MeasureOptions> = {}, folder = mlp) =>
  (await measureRun(folder, { what: [what], settings: { [what]: settings }, ...options }))[0]?.result as R;

describe("gradient noise", () => {
  it("is the same from small batches of any size, although the examples lie in a class-balanced order", async () => {
    const [of1, of10] = [await measured<SampleNoiseScale>("noise", { batch: 1 }), await measured<SampleNoiseScale>("noise", { batch: 10 })];
    expect([of1.batches, of10.batches, of10.blocks]).toEqual([200, 20, 20]);
    // Consecutive batches of 10, one example of each class, give 0.5.
    expect(of10.covarianceTrace / of1.covarianceTrace).toBeGreaterThan(0.8);
    expect(of10.covarianceTrace / of1.covarianceTrace).toBeLessThan(1.25);
    for (const { low, scale } of [of1, of10]) expect(low).toBeLessThan(scale as number);
  });

  it("on a sample speaks of the training's own N, also where its batch is larger than the sample", async () => {
    const { smithLe } = await measured<{ smithLe: object }>("noise", { batch: 10 }, { examples: 80 });
    expect(smithLe).toEqual(smithLeScale({ rate: result.run.learningRate, examples: TRAINED_ON, batch: 100 }));
  });

  it("is refused with batch norm's statistics of the batch; without batch norm there are none", async () => {
    await trained("F1", { network: "F1", steps: 1 });
    const there = measured("noise", { batch: 10 }, { batchNorm: "batch" }, join(home, "F1"));
    await expect(there).rejects.toThrow(UsageError);
    await expect(there).rejects.toThrow(/another batch size is another loss.*Leave out --batch-norm/);
    await measured("noise", { batch: 10 }, { batchNorm: "batch", examples: 40 });
  });
});

describe("what is said of a training", () => {
  it("is said of all its examples: PAC-Bayes on a sample has the training's N", async () => {
    const settings = { draws: 2, tolerance: 0.5, rise: 1e-3 };
    type Flatness = { sigma: number; pacBayesFromOrigin: number };
    const { sigma, pacBayesFromOrigin } = await measured<Flatness>("flatness", settings, { examples: 50 });
    const kl = isotropicKl(result.weights, new Float32Array(result.weights.length), sigma);
    expect(pacBayesFromOrigin).toBeCloseTo(pacBayesMeasure(kl, sigma, TRAINED_ON), 6);
  });

  it("cannot be of full batches where the sample is as large as the batch", async () => {
    await expect(measured("edge", { points: 2 }, { examples: 100 })).rejects.toThrow("leave out --examples");
  });
});

describe("rescaled weights", () => {
  it("are named in the result and in the file that keeps it", async () => {
    const rescale = { layer: 1, alpha: 2 };
    const [stored] = await measureRun(mlp, { what: ["norms"], rescale });
    expect(stored?.rescale).toEqual(rescale);
    const place = join(mlp, "measures");
    const files = (await readdir(place)).filter((name) => name.startsWith("norms"));
    expect(JSON.parse(await readFile(join(place, files[0] as string), "utf8")).rescale).toEqual(rescale);
    const [plain] = await measureRun(mlp, { what: ["norms"] });
    expect(plain).not.toHaveProperty("rescale");
  });
});

describe("what cannot be measured is refused", () => {
  it("more eigenvalues than weights", async () => {
    const many = measured("hessian", { k: 1_000_000 });
    await expect(many).rejects.toThrow(UsageError);
    await expect(many).rejects.toThrow(`hessian: k must be an integer from 1 to ${result.weights.length}`);
  });

  it("weights or statistics that are no numbers, of one run or of several", async () => {
    const data = await loadData("glyphs", { trainSize: TRAINED_ON });
    const weights = result.weights.slice();
    weights[7] = Number.NaN;
    const broken = join(home, "broken");
    await saveRun(broken, { ...result, weights }, data);
    const message = /cannot be measured: number 8 of its weights is NaN; the training diverged/;
    for (const what of ["sam", "norms", "noise"]) {
      await expect(measureRun(broken, { what: [what] })).rejects.toThrow(UserError);
      await expect(measureRun(broken, { what: [what] })).rejects.toThrow(message);
    }
    await expect(measureTogether([mlp, broken], { what: ["path"] })).rejects.toThrow(message);
  });
});
