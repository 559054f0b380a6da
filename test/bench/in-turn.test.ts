import { afterEach, expect, it, vi } from "vitest";
import { timesInTurn } from "../../src/bench/in-turn";
import type { Worker } from "../../src/bench/process";

afterEach(() => vi.restoreAllMocks());

it("measures for half a second by the clock, whatever part of a repetition a worker tells the time of", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const asked: number[] = [];
  const worker: Worker = {
    losses: [1],
    // A repetition of 100 ms has 50 steps of 2 ms.
    measure: async (repetitions) => {
      asked.push(repetitions);
      now += 100 * repetitions;
      return { ms: 2, memory: 0 };
    },
    end: () => {},
  };
  expect(await timesInTurn({ ours: async () => worker }, { rounds: 2, sameWork: 0 })).toEqual({ ours: [2, 2] });
  expect(asked).toEqual([1, 1, 5, 5]);
});
