import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import protobuf from "protobufjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRun } from "../../src/config";
import { UsageError } from "../../src/errors";
import { appendEpoch, cutHistory } from "../../src/sweep/execute/history";
import { runId } from "../../src/sweep/identity";
import { openStore } from "../../src/sweep/store";
import { scalarLog } from "../../src/sweep/tensorboard";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tensorboard-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What TensorBoard reads of an event: tensorflow/core/util/event.proto, summary.proto and tensor.proto, by their field numbers. */
const Event = protobuf
  .parse(`
  syntax = "proto3";
  message Tensor { bytes content = 4; repeated float numbers = 5; }
  message Value { string tag = 1; float simple = 2; Tensor tensor = 8; }
  message Summary { repeated Value value = 1; }
  message Event { int64 step = 2; Summary summary = 5; }
`)
  .root.lookupType("Event");

interface Scalar {
  tag: string;
  step: number;
  value: number;
}

function scalarsIn(place: string): Scalar[] {
  const [name = "", ...others] = readdirSync(place).filter((name) => name.includes("tfevents"));
  expect(others).toEqual([]);
  const bytes = readFileSync(join(place, name));
  const scalars: Scalar[] = [];
  // A record: length (8 bytes), its checksum (4), content, its checksum (4).
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const event = Event.toObject(Event.decode(bytes.subarray(at + 12, at + 12 + length)), { longs: Number, bytes: Buffer, defaults: true });
    for (const { tag, simple, tensor } of event.summary?.value ?? []) {
      const value = tensor ? (tensor.numbers[0] ?? tensor.content.readFloatLE(0)) : simple;
      scalars.push({ tag, step: event.step, value: Number(value.toPrecision(6)) });
    }
    at += length + 16;
  }
  return scalars;
}

describe("the histories of a sweep", () => {
  it("come to TensorBoard's files epoch by epoch, each once", async () => {
    const run = parseRun({ network: "mlp", seed: 3 });
    const id = runId(run);
    const store = openStore(join(folder, "runs"));
    const logs = join(folder, "logs");
    mkdirSync(store.folderOf(id), { recursive: true });
    await cutHistory(store.folderOf(id), [{ epoch: 1, step: 62, trainLoss: 1.5, test: { loss: 1.25, accuracy: 0.5 } }]);
    const log = await scalarLog(logs, store);
    log.onRuns([{ id, run, recipe: "plain" }]);
    appendEpoch(store.folderOf(id), { epoch: 2, step: 124, trainLoss: 0.75 });
    log.onEvent({ kind: "progress", id, epoch: 2, step: 130, share: 0.5, loss: 1, memoryMB: 1 });
    log.onEvent({ kind: "progress", id, epoch: 2, step: 140, share: 0.5, loss: 1, memoryMB: 1 });
    await log.end();
    const [name = ""] = readdirSync(logs);
    expect(name).toBe(`mlp-on-glyphs-batch-32-seed-3-${id.slice(0, 8)}`);
    expect(scalarsIn(join(logs, name))).toEqual([
      { tag: "loss/train", step: 62, value: 1.5 },
      { tag: "loss/test", step: 62, value: 1.25 },
      { tag: "accuracy/test", step: 62, value: 0.5 },
      { tag: "loss/train", step: 124, value: 0.75 },
    ]);
  });

  it("need a folder", async () => {
    await expect(scalarLog("", openStore(join(folder, "runs")))).rejects.toThrow(UsageError);
    await expect(scalarLog("/dev/null/logs", openStore(join(folder, "runs")))).rejects.toThrow(/cannot be kept in \/dev\/null\/logs/);
  });
});
