import { expect, it } from "vitest";
import { parseRun } from "../../../src/config";
import type { Planned } from "../../../src/sweep/executor";
import type { RunRow } from "../../../src/sweep/store/row";
import { board, MOST_POINTS } from "../../../src/sweep/watch/board";

const planned = (id: string, seed: number): Planned => ({ id, recipe: "plain", run: parseRun({ network: "mlp", seed }) });
const runs = [planned("a", 1), planned("b", 2), planned("c", 3)];
const progress = (id: string, step: number, loss = 1) => ({
  kind: "progress" as const,
  id,
  epoch: 1,
  step,
  share: 0.5,
  loss,
  memoryMB: 100,
});

function started() {
  const made = board();
  made.onStage({ name: "runs", runs, toDo: runs.slice(1) });
  return made;
}
const stateOf = (made: ReturnType<typeof board>, id: string) => made.changes(-1).runs.find((run) => run.id === id);

it("knows which runs were done before, and follows the others to their end", () => {
  const made = started();
  expect(made.changes(-1).runs.map(({ state }) => state)).toEqual(["done", "waiting", "waiting"]);
  made.onEvent({ kind: "started", id: "b", worker: "1", attempt: 1 });
  made.onEvent(progress("b", 10, 0.7));
  expect(stateOf(made, "b")).toMatchObject({ state: "running", share: 0.5, loss: 0.7, curve: [[10, 0.7]] });
  made.onEvent({ kind: "retrying", id: "b", attempt: 1, error: "killed" });
  expect(stateOf(made, "b")).toMatchObject({ state: "waiting", retries: 1, error: "killed" });
  made.onEvent({ kind: "done", id: "b", row: { id: "b", status: "done", steps: 99, testAccuracy: 0.9 } as unknown as RunRow });
  expect(stateOf(made, "b")).toMatchObject({ state: "done", share: 1, step: 99, accuracy: 0.9 });
  expect(stateOf(made, "b")?.error).toBeUndefined();
  made.onEvent({ kind: "failed", id: "c", attempts: 3, error: "diverged" });
  expect(stateOf(made, "c")).toMatchObject({ state: "failed", error: "diverged" });
});

it("tells only what has changed", () => {
  const made = started();
  const { version } = made.changes(-1);
  expect(made.changes(version).runs).toEqual([]);
  made.onEvent(progress("c", 5));
  expect(made.changes(version).runs.map(({ id }) => id)).toEqual(["c"]);
});

it("keeps a curve short and from its beginning to its end", () => {
  const made = started();
  for (let step = 1; step <= 1000; step++) made.onEvent(progress("b", step));
  const curve = stateOf(made, "b")?.curve ?? [];
  expect(curve.length).toBeLessThanOrEqual(MOST_POINTS + 1);
  expect([curve[0]?.[0], curve.at(-1)?.[0]]).toEqual([1, 1000]);
});

it("does not mind events of runs that it was not told of", () => {
  const made = started();
  made.onEvent(progress("unknown", 1));
  expect(made.changes(-1).total).toBe(3);
});
