import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { OPTIMIZER_NAMES, parseRun, type Run, type RunInput } from "../../src/config";
import type { DataSet, Split } from "../../src/data/dataset";
import { random } from "../../src/random";
import { openSession, type Session } from "../../src/trace/session";
import { engineKeeper } from "../../src/train/kept-engine";
import { train } from "../../src/train/loop";
import { REMEDY_NAMES } from "../../src/train/remedies/registry";

vi.mock("../../src/trace/session", { spy: true });

function split(count: number, size: number, seed: number): Split {
  const rng = random(seed);
  const images = Uint8Array.from({ length: count * size }, () => rng.bits() & 255);
  return { images, labels: Uint8Array.from({ length: count }, () => rng.below(10)), count };
}

function noise(shape: DataSet["shape"]): DataSet {
  const size = shape[0] * shape[1] * shape[2];
  const [training, test] = [split(16, size, 1), split(8, size, 2)];
  return { name: "glyphs", shape, classes: 10, classNames: [], train: training, test, source: "random numbers" };
}

const grey = noise([8, 8, 1]);
const colour = noise([16, 16, 3]);
const dataFor = ({ network }: Run) => (network === "C1" ? colour : grey);

const run = (settings: Partial<RunInput>) => parseRun({ network: "mlp", batch: 8, until: "epochs", epochs: 2, ...settings });

/** Of remedies whose defaults are not for so small a training. */
const SETTINGS: Record<string, object> = {
  warmUp: { epochs: 1, from: 0 },
  extrapSgd: { workers: 2 },
  postLocalSgd: { workers: 2 },
  batchWarmStart: { size: 4, epochs: 1 },
};

function isRun(settings: Partial<RunInput>): boolean {
  try {
    run(settings);
    return true;
  } catch {
    return false;
  }
}

const hash = (vector: Float32Array) => createHash("sha256").update(vector).digest("hex");

/** All that a training computes. */
async function numbers(run: Run, keeper?: ReturnType<typeof engineKeeper>, data = dataFor(run)) {
  const { weights, start, statistics, history, train: onTrain, test } = await train(run, data, { engine: keeper?.take });
  return { vectors: [weights, start, statistics].map(hash), history, onTrain, test };
}

/** The programs that were loaded into TensorFlow, latest last. */
const sessions = (): Session[] => vi.mocked(openSession).mock.results.map(({ value }) => value as Session);

function isOpen(session: Session): boolean {
  try {
    session.run({}, []);
    return true;
  } catch {
    return false;
  }
}

/** Counts programs from here on. */
function programs() {
  const before = sessions().length;
  return { made: () => sessions().length - before, open: () => sessions().slice(before).filter(isOpen).length };
}

beforeAll(async () => {
  await useBackend({ backend: "cpu", threads: 1 });
});

describe("an engine that is kept", () => {
  it.each(["mlp", "F1", "C1"] as const)("gives the numbers of a new one, bit for bit, whatever came before: %s", async (network) => {
    const runs = [
      { seed: 1 },
      { seed: 2, learningRate: 0.01 },
      { seed: 2, until: "steps", steps: 3, evaluateEvery: 3 },
      { seed: 1, until: "stall", patience: 1, minDelta: 0.1 },
      { seed: 1 },
    ] as const;
    const keeper = engineKeeper();
    for (const settings of runs) {
      const each = run({ network, optimizer: network === "mlp" ? "momentum" : "adam", ...settings });
      expect(await numbers(each, keeper)).toEqual(await numbers(each));
    }
    keeper.clear();
  });

  it("is of one program for runs that differ in what is fed to it: seed, rate, length", async () => {
    const keeper = engineKeeper();
    const { made } = programs();
    for (const settings of [
      { seed: 1 },
      { seed: 2 },
      { learningRate: 0.02 },
      { epochs: 3 },
      { until: "steps", steps: 2 },
      { evaluateEvery: 2 },
    ] as const)
      await train(run({ network: "F1", ...settings }), grey, { engine: keeper.take });
    expect(made()).toBe(1);
    keeper.clear();
  });

  it.each(REMEDY_NAMES)("gives the numbers of a new one with a remedy, for another seed, too: %s", async (name) => {
    const network = name === "ghostBatchNorm" ? "F1" : "mlp";
    const optimizer = OPTIMIZER_NAMES.find((each) => isRun({ network, optimizer: each, remedies: { [name]: SETTINGS[name] ?? {} } }));
    const keeper = engineKeeper();
    for (const seed of [1, 2, 1]) {
      const each = run({ network, optimizer, seed, remedies: { [name]: SETTINGS[name] ?? {} } });
      expect(await numbers(each, keeper)).toEqual(await numbers(each));
    }
    keeper.clear();
  });

  it("is made anew where the program is another, and the one before is given up first", async () => {
    const keeper = engineKeeper();
    const { made, open } = programs();
    const others: Partial<RunInput>[] = [
      {},
      { batch: 16 },
      { network: "F1" },
      { optimizer: "sgd" },
      { optimizer: "momentum" },
      { optimizer: "momentum", momentum: 0.8 },
      { beta1: 0.8 },
      { beta2: 0.9 },
      { epsilon: 1e-4 },
      { weightDecay: 1e-3 },
      { statisticsMomentum: 0.5 },
      // Dropout's masks are drawn inside the program.
      { network: "C1" },
      { network: "C1", seed: 2 },
    ];
    for (const [i, settings] of others.entries()) {
      await numbers(run(settings), keeper);
      expect([made(), open()]).toEqual([i + 1, 1]);
    }
    keeper.clear();
    expect(open()).toBe(0);
  });

  it("is made anew for other data of the same shape", async () => {
    const keeper = engineKeeper();
    await numbers(run({}), keeper);
    const other = { ...grey, train: grey.test };
    expect(await numbers(run({}), keeper, other)).toEqual(await numbers(run({}), undefined, other));
    keeper.clear();
  });

  it("serves one training at a time, and one is kept of two", async () => {
    const keeper = engineKeeper();
    const { made, open } = programs();
    const runs = [run({ seed: 1 }), run({ seed: 2 })];
    const both = await Promise.all(runs.map((each) => numbers(each, keeper)));
    expect([made(), open()]).toEqual([2, 1]);
    expect(both).toEqual([await numbers(runs[0] as Run), await numbers(runs[1] as Run)]);
    keeper.clear();
  });

  it("is used again after a training that diverged or was stopped, but not after an error of its own", async () => {
    const keeper = engineKeeper();
    const { made, open } = programs();
    await expect(numbers(run({ optimizer: "sgd", learningRate: 1e30 }), keeper)).rejects.toThrow(/diverged/);
    await train(run({ optimizer: "sgd" }), grey, { engine: keeper.take, signal: AbortSignal.abort() });
    expect([made(), open()]).toEqual([1, 1]);
    const broken = train(run({ optimizer: "sgd" }), grey, {
      engine: (...asked) => {
        const engine = keeper.take(...asked);
        vi.spyOn(sessions().at(-1) as Session, "run").mockImplementationOnce(() => {
          throw new Error("out of memory");
        });
        return engine;
      },
    });
    await expect(broken).rejects.toThrow("out of memory");
    expect(open()).toBe(0);
    expect(await numbers(run({ optimizer: "sgd" }), keeper)).toEqual(await numbers(run({ optimizer: "sgd" })));
    keeper.clear();
  });

  it("is refused once it has been disposed of: it may be another's by then", async () => {
    const keeper = engineKeeper();
    let engine: ReturnType<typeof keeper.take> | undefined;
    await train(run({}), grey, {
      engine: (...asked) => {
        engine = keeper.take(...asked);
        return engine;
      },
    });
    expect(() => engine?.read()).toThrow("has been disposed of");
    keeper.clear();
  });

  it("leaves no tensor behind over a hundred trainings", async () => {
    const keeper = engineKeeper();
    const { open } = programs();
    const before = tensorCount();
    for (let seed = 0; seed < 100; seed++) await train(run({ seed }), grey, { engine: keeper.take });
    keeper.clear();
    expect([tensorCount() - before, open()]).toEqual([0, 0]);
  });
});
