import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { random } from "../../src/random";
import { joinRing } from "../../src/scaling/ring";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ring-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ringOf = (members: number) => Promise.all(Array.from({ length: members }, (_, rank) => joinRing({ rank, members, folder })));

it.each([
  [1, 5],
  [2, 1],
  [2, 1000],
  [3, 1000],
  [5, 3],
  [4, 300_001],
])("%i members add up %i numbers, the same bits for each", async (members, length) => {
  const vectors = Array.from({ length: members }, (_, rank) => {
    const stream = random(rank).split("vector");
    return Float32Array.from({ length }, () => stream.normal());
  });
  const wanted = Array.from({ length }, (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] as number), 0));
  const ring = await ringOf(members);
  await Promise.all(ring.map(({ allReduce }, rank) => allReduce(vectors[rank] as Float32Array)));
  for (const { close } of ring) close();
  const [first, ...others] = vectors as [Float32Array, ...Float32Array[]];
  for (const other of others) expect(Buffer.compare(Buffer.from(first.buffer), Buffer.from(other.buffer))).toBe(0);
  expect(wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (first[i] as number))), 0)).toBeLessThan(1e-5);
});

it("can be used again and again, and leaves no socket behind", async () => {
  const ring = await ringOf(3);
  const vectors = ring.map((_, rank) => Float32Array.of(rank, 1));
  for (let turn = 0; turn < 3; turn++) await Promise.all(ring.map(({ allReduce }, rank) => allReduce(vectors[rank] as Float32Array)));
  for (const { close } of ring) close();
  expect([...(vectors[2] as Float32Array)]).toEqual([27, 27]);
  await new Promise(setImmediate);
  expect(readdirSync(folder)).toEqual([]);
});

it("fails where a member leaves", async () => {
  const ring = await ringOf(3);
  const waiting = ring.slice(0, 2).map(({ allReduce }) => allReduce(new Float32Array(10)));
  ring[2]?.close();
  for (const result of await Promise.allSettled(waiting)) {
    expect(result).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("A process of the ring has ended") } });
  }
  for (const { close } of ring) close();
});
