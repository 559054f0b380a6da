import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { parseRun, type RunInput } from "../../src/config";
import type { DataSet, Split } from "../../src/data/dataset";
import { sha256 } from "../../src/data/files";
import { UserError } from "../../src/errors";
import { random } from "../../src/random";
import { CHECKPOINT_FILE, type CheckpointOptions, checkpointIn, LOCK_FILE } from "../../src/train/checkpoint";
import { type Checkpoint, type Saved, type TrainHooks, type TrainResult, train } from "../../src/train/loop";
import { decodeTensors, encodeSealed } from "../../src/train/safetensors";
import { temporaryFolder } from "../data/helpers";

function split(count: number, seed: number): Split {
  const rng = random(seed);
  const images = Uint8Array.from({ length: count * 64 }, () => rng.below(256));
  return { images, labels: Uint8Array.from({ length: count }, () => rng.below(4)), count };
}

const data: DataSet = {
  name: "glyphs",
  shape: [8, 8, 1],
  classes: 4,
  classNames: ["a", "b", "c", "d"],
  train: split(60, 1),
  test: split(30, 2),
  source: "made by this test",
};

/** C1 has batch norm and dropout. */
const run = (settings: Partial<RunInput> = {}) =>
  parseRun({ network: "C1", batch: 10, optimizer: "adam", until: "epochs", epochs: 3, evaluateEvery: 2, ...settings });
const small = (settings: Partial<RunInput> = {}) => run({ network: "mlp", optimizer: "momentum", ...settings });

/** All that must not depend on interruptions. */
const numbers = ({ seconds: _seconds, stepMs: _stepMs, weights, start, statistics, ...rest }: TrainResult) => ({
  ...rest,
  vectors: [weights, start, statistics].map((vector) => sha256(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))),
});

const sample: Saved = {
  state: { weights: Float32Array.of(0.1, -0, 1e-45), slots: Float32Array.of(3), statistics: new Float32Array() },
  progress: {
    step: 7,
    epoch: 1,
    done: 1,
    sum: 0.1 + 0.2,
    stall: { reference: Number.POSITIVE_INFINITY, waited: 0, stalled: false },
    history: [
      { epoch: 1, step: 6, trainLoss: 1 / 3, test: { loss: Number.POSITIVE_INFINITY, accuracy: 0.25 } },
      { epoch: 2, step: 12, trainLoss: 1e-300, test: { loss: Number.NaN, accuracy: 0 } },
      { epoch: 3, step: 18, trainLoss: 2 },
    ],
    seconds: 12.5,
  },
  backend: "tensorflow-cpu, CPU (1 thread)",
};

async function place(options: Partial<CheckpointOptions> = {}) {
  const folder = options.folder ?? (await temporaryFolder());
  return checkpointIn({ folder, run: small(), data, everySeconds: 0, ...options });
}

/** Keeps every state that was saved, as the disk gives it back. */
async function recorder(of: Partial<CheckpointOptions>): Promise<{ checkpoint: Checkpoint; all: Saved[] }> {
  const disk = await place(of);
  const all: Saved[] = [];
  const save = async (saved: Saved) => {
    await disk.save(saved);
    all.push((await disk.load(saved.state)) as Saved);
  };
  return { checkpoint: { ...disk, save }, all };
}

const goingOnFrom = (saved: Saved): Checkpoint => ({
  everySeconds: Number.POSITIVE_INFINITY,
  load: async () => saved,
  save: async () => undefined,
});

beforeAll(async () => {
  await useBackend();
});

describe("a resumed training equals one without interruption, bit for bit", () => {
  it.each([
    ["until epochs, with dropout and batch norm", run({ epochs: 2 }), "epochs", 1],
    ["until steps, within an epoch", small({ until: "steps", steps: 14, weightDecay: 1e-3 }), "steps", 4],
    ["until it stalls", small({ until: "stall", epochs: undefined, patience: 2, minDelta: 0.05, evaluateEvery: 3 }), "stall", 4],
    ["one step an epoch", small({ batch: 60, epochs: 5 }), "epochs", 4],
  ])("%s: from states saved on the way", async (_, settings, ending, states) => {
    const whole = await train(settings, data);
    expect(whole.ending).toBe(ending);
    const { checkpoint, all } = await recorder({ run: settings });
    expect(numbers(await train(settings, data, { checkpoint }))).toEqual(numbers(whole));
    expect(all.length).toBeGreaterThanOrEqual(states);
    for (let i = 1; i <= states; i++) {
      const saved = all[Math.ceil((i * all.length) / states) - 1] as Saved;
      expect(saved.progress.step).toBeLessThan(whole.steps);
      expect(numbers(await train(settings, data, { checkpoint: goingOnFrom(saved) }))).toEqual(numbers(whole));
    }
  });

  it.each([small({ epochs: 1 }), small({ batch: 60, epochs: 4, evaluateEvery: 3 })])(
    "stopped after every step, batch $batch",
    async (settings) => {
      const whole = await train(settings, data);
      const checkpoint = await place({ run: settings, everySeconds: Number.POSITIVE_INFINITY });
      const steps: number[] = [];
      let result: TrainResult | undefined;
      while (result?.ending !== whole.ending && steps.length <= whole.steps) {
        let before = 0;
        const onStart: TrainHooks["onStart"] = (from) => {
          steps.push(from?.progress.step ?? 0);
          before = from?.progress.seconds ?? 0;
        };
        result = await train(settings, data, { checkpoint, onStart, signal: AbortSignal.abort() });
        expect(result.seconds).toBeGreaterThan(before);
      }
      expect(result && numbers(result)).toEqual(numbers(whole));
      // A call takes one step at first.
      expect(steps).toEqual(Array.from({ length: whole.steps }, (_, step) => step));
    },
  );

  it("leaves no tensor behind, also when saving fails", async () => {
    const before = tensorCount();
    const checkpoint: Checkpoint = {
      ...goingOnFrom(sample),
      load: async () => undefined,
      save: () => Promise.reject(new UserError("full")),
    };
    await expect(train(small(), data, { checkpoint, signal: AbortSignal.abort() })).rejects.toThrow("full");
    expect(tensorCount()).toBe(before);
  });
});

describe("the file", () => {
  it("gives back what was saved, numbers that JSON lacks included", async () => {
    const checkpoint = await place();
    expect(await checkpoint.load(sample.state)).toBeUndefined();
    await checkpoint.save(sample);
    expect(await checkpoint.load(sample.state)).toEqual(sample);
    await checkpoint.close();
    expect(await (await place({ folder: join(checkpoint.file, "..") })).load(sample.state)).toEqual(sample);
  });

  it("is alone in its folder, and gone when removed", async () => {
    const folder = join(await temporaryFolder(), "new", "folder");
    const checkpoint = await place({ folder });
    await checkpoint.load(sample.state);
    await checkpoint.close();
    await writeFile(join(folder, `${CHECKPOINT_FILE}.0123456789ab.part`), "left by a killed process");
    await writeFile(join(folder, "history.jsonl"), "of another");
    await checkpoint.load(sample.state);
    await checkpoint.save(sample);
    await checkpoint.save(sample);
    expect((await readdir(folder)).sort()).toEqual([CHECKPOINT_FILE, LOCK_FILE, "history.jsonl"]);
    expect(await checkpoint.remove()).toBe(true);
    expect(await checkpoint.remove()).toBe(false);
    expect(await readdir(folder)).toEqual(["history.jsonl"]);
  });

  it("is refused when cut short, changed, or something else, in one message that says what to do", async () => {
    const checkpoint = await place();
    await checkpoint.save(sample);
    const bytes = Uint8Array.from(await readFile(checkpoint.file));
    const expectRefusal = async (content: Uint8Array) => {
      await writeFile(checkpoint.file, content);
      const error = await checkpoint.load(sample.state).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(UserError);
      expect((error as Error).message).toBe(
        `${checkpoint.file} is damaged, or not a file of largebatch: its SHA-256 does not agree with its content. ` +
          `Delete ${checkpoint.file} to train from the start, or give another folder.`,
      );
    };
    for (const length of [0, 1, 8, 9, 100, bytes.length - 33, bytes.length - 32, bytes.length - 1])
      await expectRefusal(bytes.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) =>
        expectRefusal(bytes.map((byte, i) => (i === at ? byte ^ change : byte))),
      ),
    );
    await expectRefusal(Buffer.from("something else entirely, longer than a SHA-256"));
    await writeFile(checkpoint.file, bytes);
    expect(await checkpoint.load(sample.state)).toEqual(sample);
  });

  const otherPixels = { ...data.train, images: data.train.images.map((value, i) => (i === 5 ? value ^ 1 : value)) };
  it.each<[string, Partial<CheckpointOptions>, RegExp]>([
    [
      "another run",
      { run: small({ batch: 20, learningRate: 0.5, trainSize: 60 }) },
      /another run: (?=.*batch is 10 there, 20 here)(?=.*learningRate is 0.01 there, 0.5 here)(?=.*trainSize is not set there, 60 here)(?!.*seed)/,
    ],
    [
      "a variant",
      { data: { ...data, train: otherPixels, variant: "drawn by hand" } },
      /other data: the official data there, “drawn by hand” now/,
    ],
    ["other files", { data: { ...data, train: otherPixels } }, /other data: the files have changed since/],
  ])("is refused for %s", async (_, other, message) => {
    const checkpoint = await place();
    await checkpoint.save(sample);
    await checkpoint.close();
    const foreign = await place({ folder: join(checkpoint.file, ".."), ...other });
    await expect(foreign.load(sample.state)).rejects.toThrow(message);
    await expect(foreign.load(sample.state)).rejects.toThrow(`Delete ${checkpoint.file} to train from the start`);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a newer format", { version: "2" }, /checkpoint of format 2; this version of largebatch reads format 1/],
    ["another kind of file", { format: "largebatch weights" }, /is no checkpoint of a training \(its format is "largebatch weights"\)/],
    ["progress that is none", { progress: "{}" }, /does not say how far its training was/],
  ])("is refused with %s", async (_, changed, message) => {
    const checkpoint = await place();
    await checkpoint.save(sample);
    const { tensors, metadata } = decodeTensors(await readFile(checkpoint.file), "x");
    const { sha256: _seal, ...vectors } = tensors;
    await writeFile(checkpoint.file, encodeSealed({ tensors: vectors, metadata: { ...metadata, ...changed } }));
    await expect(checkpoint.load(sample.state)).rejects.toThrow(message);
    await expect(checkpoint.load(sample.state)).rejects.toThrow(UserError);
  });

  it("is refused when its vectors are of other lengths", async () => {
    const checkpoint = await place();
    await checkpoint.save(sample);
    const loading = checkpoint.load({ ...sample.state, slots: new Float32Array(2) });
    await expect(loading).rejects.toThrow(/another network or optimizer: expected 2 numbers of slots, got 1\. Delete/);
  });

  it("says what it cannot read or write, and keeps what it has", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "taken"), "");
    await expect((await place({ folder: join(folder, "taken") })).load(sample.state)).rejects.toThrow(
      /Checkpoints cannot be kept in .*taken: .*Give a folder that can be written to/,
    );
    const checkpoint = await place({ folder });
    await checkpoint.save(sample);
    await rm(checkpoint.file);
    await mkdir(join(checkpoint.file, "inside"), { recursive: true });
    await expect(checkpoint.load(sample.state)).rejects.toThrow(/Cannot read the checkpoint .*EISDIR/);
    await expect(checkpoint.save(sample)).rejects.toThrow(/Cannot write the checkpoint .* at step 7: .*What was saved at step 7 is whole/);
    await checkpoint.close();
    const another = await place({ folder });
    await expect(another.save(sample)).rejects.toThrow(/Nothing was saved before it/);
    await another.close();
    expect((await readdir(folder)).sort()).toEqual([CHECKPOINT_FILE, "taken"]);
  });

  it.skipIf(process.getuid?.() === 0)("refuses a read-only folder before the training starts", async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o555);
    await expect((await place({ folder })).load(sample.state)).rejects.toThrow(/Checkpoints cannot be kept in/);
    await chmod(folder, 0o755);
  });
});

describe("a folder with two checkpoints", () => {
  const two = async () => {
    const first = await place();
    return { first, folder: join(first.file, ".."), second: await place({ folder: join(first.file, ".."), run: small({ seed: 2 }) }) };
  };

  it("belongs to the first until that is closed, its half written file included", async () => {
    const { first, folder, second } = await two();
    await first.save(sample);
    await writeFile(join(folder, `${CHECKPOINT_FILE}.0123456789ab.part`), "being written");
    const before = (await readdir(folder)).sort();
    for (const act of [() => second.load(sample.state), () => second.save(sample)])
      await expect(act()).rejects.toThrow(
        /in use by this process .*mlp on glyphs, batch 10, seed 1\. Let that training end, or give another/,
      );
    expect(await second.remove()).toBe(false);
    await second.close();
    expect((await readdir(folder)).sort()).toEqual(before);
    expect(await first.load(sample.state)).toEqual(sample);
  });

  it("keeps the file of another run, whatever the other does when the first is closed", async () => {
    const { first, folder, second } = await two();
    await first.save(sample);
    await first.close();
    const bytes = await readFile(first.file);
    await expect(second.save(sample)).rejects.toThrow(/another run: seed is 1 there, 2 here\. Delete/);
    expect(await second.remove()).toBe(false);
    expect((await readFile(first.file)).equals(bytes)).toBe(true);
    await second.close();
    expect(await readdir(folder)).toEqual([CHECKPOINT_FILE]);
  });

  it("whose lock was deleted by hand: the one that lost it writes and removes nothing", async () => {
    const { first, folder, second } = await two();
    await first.load(sample.state);
    await rm(join(folder, LOCK_FILE));
    await second.save(sample);
    const bytes = await readFile(second.file);
    await expect(first.save(sample)).rejects.toThrow(/in use by this process/);
    await first.close();
    expect((await readdir(folder)).sort()).toEqual([CHECKPOINT_FILE, LOCK_FILE]);
    await second.close();
    await expect(first.save(sample)).rejects.toThrow(/another run/);
    expect((await readFile(first.file)).equals(bytes)).toBe(true);
  });

  it("is given back by a training however it ends", async () => {
    const { first, folder, second } = await two();
    await train(small(), data, { checkpoint: first, signal: AbortSignal.abort() });
    expect(await readdir(folder)).toEqual([CHECKPOINT_FILE]);
    await expect(train(small({ seed: 2 }), data, { checkpoint: second })).rejects.toThrow(/another run/);
    const failing = () => {
      throw new Error("in a hook");
    };
    await expect(train(small(), data, { checkpoint: first, onStep: failing })).rejects.toThrow("in a hook");
    expect(await readdir(folder)).toEqual([CHECKPOINT_FILE]);
  });
});

it.skipIf(process.platform !== "linux")("ends where the system makes no folder and does not say why", async () => {
  for (const folder of ["/proc/foo", "/proc/foo/bar"])
    await expect((await place({ folder })).load(sample.state)).rejects.toThrow(/^Checkpoints cannot be kept in \/proc\/foo.*: ENOENT/);
});
