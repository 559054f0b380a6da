import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { pretend } from "../../../src/bench/pretended-run";
import { sha256 } from "../../../src/data/files";
import { UserError } from "../../../src/errors";
import { bundle } from "../../../src/sweep/queue/bundle";
import { fingerprints } from "../../../src/sweep/queue/fingerprints";
import { gather } from "../../../src/sweep/queue/gather";
import type { Order } from "../../../src/sweep/queue/order";
import { keepFinished, requireFinished } from "../../../src/sweep/queue/receive";
import { here } from "../../../src/sweep/queue/version";
import type { RunStore } from "../../../src/sweep/store";
import { LOCK_FILE } from "../../../src/train/checkpoint";
import { lockAt } from "../../../src/train/lock";
import { planned } from "../small-runs";
import { emptyStore, until } from "./helpers";

const never = new AbortController().signal;
const bundled = (files: Map<string, Uint8Array>) => bundle({ kind: "done", worker: "w", attempts: 1 }, files);

let order: Order;
let files: Map<string, Uint8Array>;
let store: RunStore;

beforeEach(async () => {
  const run = planned();
  order = { ...run, measure: [], checkpointEvery: 60, data: (await fingerprints()(run.run)).sha256, version: here() };
  const scratch = await emptyStore();
  await pretend(run, scratch.folder);
  files = await gather(scratch.folderOf(run.id));
  store = await emptyStore();
});

const text = (name: string) => Buffer.from(files.get(name) as Uint8Array).toString();
/** A result with changes, sealed anew as whoever changed it could. */
function resealed(changes: object): Uint8Array {
  const { sha256: _seal, ...rest } = { ...JSON.parse(text("result.json")), ...changes };
  return Buffer.from(JSON.stringify({ ...rest, sha256: sha256(Buffer.from(JSON.stringify(rest))) }));
}

describe("a result", () => {
  it("is taken as it came, file by file", async () => {
    requireFinished(order, files);
    const row = await keepFinished(order, bundled(files), store, never);
    expect(row).toMatchObject({ id: order.id, status: "done", seed: 1 });
    const folder = store.folderOf(order.id);
    expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) expect((await readFile(join(folder, name))).equals(bytes), name).toBe(true);
    expect(await store.statusOf(order.id)).toBe("done");
  });

  const CHANGES: [string, () => void][] = [
    ["another run was ordered", () => Object.assign(order, planned({ seed: 2 }))],
    ["other data were ordered", () => Object.assign(order, { data: "0".repeat(64) })],
    ["it has no weights", () => files.delete("weights.safetensors")],
    ["it has no config", () => files.delete("config.json")],
    ["its config is another's", () => files.set("config.json", Buffer.from("{}"))],
    ["its weights are cut short", () => files.set("weights.safetensors", (files.get("weights.safetensors") as Uint8Array).slice(0, -1))],
    ["its result is damaged", () => files.set("result.json", Buffer.from(text("result.json").replace('"steps": 7', '"steps": 8')))],
    ["its result is no JSON", () => files.set("result.json", Buffer.from("{"))],
    ["its history is not that of its result", () => files.set("history.jsonl", Buffer.from('{"epoch":9}\n'))],
    [
      "its environment is no JSON",
      () => files.set("environment.json", Buffer.from("x")) && files.set("result.json", resealed({ checksums: {} })),
    ],
    ["it says that it was interrupted", () => files.set("result.json", resealed({ ending: "interrupted" }))],
    ["it has other weights than it says", () => files.set("result.json", resealed({ weightsSha256: "0".repeat(64) }))],
    ["it has fewer weights than it says", () => files.set("result.json", resealed({ parameters: 3 }))],
    ["its accuracy is none", () => files.set("result.json", resealed({ test: { loss: 1, accuracy: 7 } }))],
    ["a measure is no JSON", () => files.set("measures/norms-0123.json", Buffer.from("x"))],
  ];
  it.each(CHANGES)("is refused where %s", (_why, change) => {
    change();
    expect(() => requireFinished(order, files)).toThrow(UserError);
  });

  it("does not take the place of one that the store has, but adds its measures", async () => {
    await pretend(planned(), store.folder);
    const file = join(store.folderOf(order.id), "result.json");
    const before = await readFile(file, "utf8");
    files.set("measures/norms-0123.json", Buffer.from("{}"));
    await keepFinished({ ...order, measure: ["norms"] }, bundled(files), store, never);
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await readdir(join(store.folderOf(order.id), "measures"))).toEqual(["norms-0123.json"]);
  });

  it("waits while another process has the run in hand", async () => {
    const folder = store.folderOf(order.id);
    await mkdir(folder, { recursive: true });
    const lock = lockAt(join(folder, LOCK_FILE), "a training");
    await lock.take();
    let looks = 0;
    const statusOf: RunStore["statusOf"] = (id) => {
      looks++;
      return store.statusOf(id);
    };
    const kept = keepFinished(order, bundled(files), { ...store, statusOf }, never);
    await until("it has looked twice", () => looks > 2);
    expect(await readdir(folder)).toEqual([LOCK_FILE]);
    await lock.release();
    expect(await kept).toMatchObject({ status: "done" });
  });

  it("is left in the queue, with a message, where the store cannot be written to", async () => {
    await mkdir(store.folder, { recursive: true });
    await writeFile(store.folderOf(order.id), "a file in the place of the run's folder");
    await expect(keepFinished(order, bundled(files), store, never)).rejects.toThrow(/cannot be kept in .* stays in the queue/);
  });
});
