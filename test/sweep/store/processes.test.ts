/** Several processes on one store, one of which is killed: what any of them reported done is done, and is there once. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT_ROOT } from "../../../src/project";
import { random } from "../../../src/random";
import { readIndex } from "../../../src/sweep/store/index-file";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { verifyStore } from "../../../src/sweep/store/verify";
import { madeStore } from "./made-runs";

/** Notes runs one after the other, and tells each when it is noted. */
const NOTE = `
  const { openStore } = require(${JSON.stringify(join(PROJECT_ROOT, "dist/sweep/store.js"))});
  const [folder, ...ids] = process.argv.slice(1);
  (async () => {
    const store = openStore(folder);
    for (const id of ids) {
      await store.noteDone(id);
      process.stdout.write(id + "\\n");
    }
  })();
`;

/** @param killAfter ids that the process may tell of before it is killed. @returns those that it told of */
function noting(folder: string, ids: readonly string[], killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, ["-e", NOTE, folder, ...ids], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (piece) => {
    told += piece;
    if (told.split("\n").length > killAfter) child.kill("SIGKILL");
  });
  return new Promise((resolve) => child.once("close", () => resolve(told.split("\n").slice(0, -1))));
}

it("processes that note runs at the same time, the same ones too, lose none", async () => {
  const { store, ids, folder } = await madeStore(200);
  const order = [...random(1).permutation(200)].map((i) => ids[i] as string);
  const [whole, killed, other] = await Promise.all([
    noting(folder, order.slice(0, 80)),
    noting(folder, order.slice(60, 200), 10),
    noting(folder, order.slice(40, 120)),
  ]);
  expect([whole.length, other.length]).toEqual([80, 80]);
  expect(killed.length).toBeGreaterThanOrEqual(10);
  const reported = [...new Set([...whole, ...killed, ...other])];
  const { entries } = await readIndex(join(folder, INDEX_FILE));
  for (const id of reported) {
    expect(entries.has(id), "at most the line that was being written is lost").toBe(true);
    expect(JSON.parse(await readFile(join(folder, id, FILES.result), "utf8"))).toHaveProperty("checksums");
  }
  expect((await store.rows()).map(({ id, status }) => `${id} ${status}`).sort()).toEqual(ids.map((id) => `${id} done`).sort());
  expect(await verifyStore(folder)).toMatchObject({ runs: 200, damage: [] });
});
