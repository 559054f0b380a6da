import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { canonicalJson, parseRun, type RunInput } from "../../../src/config";
import { sha256 } from "../../../src/data/files";
import { planRuns, type SweepInput } from "../../../src/sweep/grid";
import { runId } from "../../../src/sweep/identity";
import { parseSweep } from "../../../src/sweep/parse";
import type { RunStore } from "../../../src/sweep/store";
import { FILES } from "../../../src/sweep/store/paths";
import { redoCommand } from "../../../src/sweep/store/redo";
import { verifyStore } from "../../../src/sweep/store/verify";
import { lockAt } from "../../../src/train/lock";
import { encodeSealed } from "../../../src/train/safetensors";
import { place } from "../../data/helpers";
import { damage, first, flipBit, madeStore } from "./made-runs";

let store: RunStore;
let ids: string[];
let folder: string;
let run: string;
const at = (name: string) => join(run, name);

/** Two runs with all files that a run can have. */
beforeEach(async () => {
  ({ store, ids } = await madeStore(2));
  folder = store.folder;
  run = join(folder, first(ids));
  for (const id of ids) {
    const measure = { what: "keskar", result: { phi: 1 } };
    await place(join(folder, id), {
      [FILES.history]: '{"epoch":1}\n',
      [FILES.environment]: "{}\n",
      "measures/keskar-0123456789ab.json": JSON.stringify({ ...measure, sha256: sha256(Buffer.from(JSON.stringify(measure))) }),
      "courses/0123456789ab/measures/phiAlong-0123456789ab.json": JSON.stringify({
        ...measure,
        sha256: sha256(Buffer.from(JSON.stringify(measure))),
      }),
      "snapshots/step-000000000.safetensors": encodeSealed({ tensors: {}, metadata: {} }),
    });
    await store.noteDone(id);
  }
});

const filesOf = async () => (await verifyStore(folder)).damage.map(({ id, file }) => [id, file]);

describe("verify", () => {
  it("finds nothing where nothing is damaged", async () => {
    expect(await verifyStore(folder)).toEqual({ runs: 2, files: 16, damage: [], unsealed: 0 });
  });

  it.each([
    FILES.config,
    FILES.environment,
    FILES.history,
    FILES.weights,
    FILES.result,
    "measures/keskar-0123456789ab.json",
    "courses/0123456789ab/measures/phiAlong-0123456789ab.json",
    "snapshots/step-000000000.safetensors",
  ])("finds a bit that has changed in %s, and that it is gone", async (name) => {
    const bytes = await readFile(at(name));
    // A digit or letter, so that JSON stays JSON.
    const text = bytes.toString("latin1");
    await flipBit(at(name), name.endsWith(".json") ? text.search(/[0-9]/) : undefined);
    if (text !== (await readFile(at(name), "latin1"))) expect(await filesOf()).toEqual([[first(ids), at(name)]]);
    await damage(at(name));
    expect(await filesOf()).toEqual([[first(ids), at(name)]]);
    await rm(at(name));
    const optional = name.includes("/") || name === FILES.result;
    expect(await filesOf()).toEqual(optional ? [] : [[first(ids), at(name)]]);
  });

  it("checks the files of runs that are not done", async () => {
    await rm(at(FILES.result));
    await writeFile(at(FILES.checkpoint), encodeSealed({ tensors: {}, metadata: {} }));
    await writeFile(at(FILES.failure), "{}");
    expect(await filesOf()).toEqual([]);
    await flipBit(at(FILES.checkpoint));
    await damage(at(FILES.failure));
    await damage(at(FILES.config), (text) => text.replace('"seed":1', '"seed":2'));
    expect((await filesOf()).map(([, file]) => file).sort()).toEqual([at(FILES.checkpoint), at(FILES.config), at(FILES.failure)]);
  });

  it("says what to do, with the command that makes the run again", async () => {
    await flipBit(at(FILES.weights));
    const { damage: found } = await verifyStore(folder);
    expect(found[0]?.problem).toBe("is damaged: its SHA-256 does not agree with its content");
    expect(found[0]?.remedy).toBe(
      `Delete ${at(FILES.result)}; the next sweep that wants the run trains it again, as npx largebatch sweep --network mlp --data glyphs ` +
        "--batches 32 --seeds 1 --budget epochs:20 --optimizer adam does.",
    );
  });

  it("mends by deleting what is damaged: a run then counts as begun, and is trained again", async () => {
    await flipBit(at(FILES.weights));
    const other = join(folder, ids[1] as string);
    await damage(join(other, "measures/keskar-0123456789ab.json"));
    const { damage: found } = await verifyStore(folder, { mend: true });
    expect(found.map(({ mended }) => mended)).toEqual([true, true]);
    expect(await store.statusOf(first(ids))).toBe("stopped");
    expect(await store.statusOf(ids[1] as string)).toBe("done");
    expect(await filesOf()).toEqual([]);
  });

  it.each([FILES.config, FILES.environment, FILES.history])(
    "mends in one go what is left when the result is gone, too: %s",
    async (name) => {
      await damage(at(name), () => "{");
      const { damage: found } = await verifyStore(folder, { mend: true });
      expect(found).toMatchObject([{ file: at(name), remove: at(FILES.result), mended: true }]);
      expect(await filesOf()).toEqual([]);
      expect(await store.statusOf(first(ids))).toBe("stopped");
    },
  );

  it("leaves a run alone that another has", async () => {
    await flipBit(at(FILES.weights));
    const lock = lockAt(at(FILES.lock), "measures");
    await lock.take();
    const { damage: found } = await verifyStore(folder, { mend: true });
    expect(found.map(({ mended }) => mended)).toEqual([undefined]);
    expect(await store.statusOf(first(ids))).toBe("done");
    await lock.release();
  });

  it("counts finished runs without checksums, takes single runs, and stops when asked", async () => {
    const made = await madeStore(3);
    expect(await verifyStore(made.folder)).toMatchObject({ runs: 3, unsealed: 3, damage: [] });
    expect(await verifyStore(made.folder, { ids: [first(made.ids)] })).toMatchObject({ runs: 1 });
    const stop = new AbortController();
    const found = await verifyStore(made.folder, { signal: stop.signal, onRun: () => stop.abort() });
    expect(found.runs).toBe(1);
  });
});

describe("the command that makes a run again", () => {
  /** What the flags of `sweep` mean. */
  function asSweep(command: string): SweepInput {
    const flags = [...command.matchAll(/--(\w+) (\S+)/g)].map(([, flag, value]) => [flag, value] as [string, string]);
    const only = (flag: string) => flags.find(([name]) => name === flag)?.[1] as string;
    const sets = flags.filter(([flag]) => flag === "set").map(([, pair]) => pair.split("=") as [string, string]);
    const numbers = (text: string) => text.split(",").map(Number);
    return {
      network: only("network"),
      data: only("data"),
      batches: numbers(only("batches")),
      seeds: numbers(only("seeds")),
      budget: only("budget"),
      settings: {
        optimizer: only("optimizer"),
        ...Object.fromEntries(sets.map(([key, value]) => [key, Number(value)])),
        remedies: flags.filter(([flag]) => flag === "remedy").map(([, text]) => text),
      },
    } as SweepInput;
  }

  const inputs: RunInput[] = [
    { network: "mlp" },
    { network: "F1", data: "mnist", batch: 256, seed: 5, until: "epochs", epochs: 40 },
    { network: "C1", data: "cifar-10", optimizer: "momentum", learningRate: 1e-7, momentum: 0.5, until: "steps", steps: 12 },
    { network: "cnn", until: "stall", epochs: 30, steps: 1000, patience: 3, trainSize: 100, validation: 50, weightDecay: 5e-4 },
    { network: "cnn", until: "epochs", epochs: 30, steps: 77 },
    { network: "F1", until: "epochs", epochs: 30, remedies: ["scaling:rule=sqrt:base=64", "ghostBatchNorm", "asam:biases=true"] },
  ];
  it.each(inputs.map((input) => parseRun(input)))("leads to the same id: $network $until", (run) => {
    const command = redoCommand(JSON.parse(canonicalJson(run))) as string;
    expect(planRuns(parseSweep(asSweep(command))).map(({ id }) => id)).toEqual([runId(run)]);
  });

  it("is not known of what is no run, or of one that a sweep refuses", () => {
    expect(redoCommand(parseRun({ network: "mlp", momentum: 0.5 }))).toBeUndefined();
    expect(redoCommand({ network: "nothing" })).toBeUndefined();
    expect(redoCommand(null)).toBeUndefined();
  });
});
