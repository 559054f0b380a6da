import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Agenda, type Job } from "../../../src/sweep/pool/agenda";
import { planned } from "../small-runs";

const runs = [1, 2, 3].map((seed) => planned({ seed }));
const seedOf = (job: Job | undefined) => job?.planned.run.seed;
const taken = async (agenda: Agenda) => (await agenda.take()) as Job;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("hands out each run once, in order, and then nothing", async () => {
  const agenda = new Agenda([...runs, runs[0] as (typeof runs)[number]]);
  expect([seedOf(await agenda.take()), seedOf(await agenda.take()), seedOf(await agenda.take())]).toEqual([1, 2, 3]);
  const end = agenda.take();
  for (let i = 0; i < 3; i++) agenda.settle();
  expect(await end).toBeUndefined();
});

it("lets those who have nothing to do wait: a run may come back", async () => {
  const agenda = new Agenda(runs.slice(0, 1));
  const job = await taken(agenda);
  const waiting = [agenda.take(), agenda.take()];
  agenda.giveBack({ ...job, attempt: 2 });
  expect(await waiting[0]).toEqual({ ...job, attempt: 2 });
  agenda.settle();
  expect(await waiting[1]).toBeUndefined();
});

it("does first what came back", async () => {
  const agenda = new Agenda(runs);
  const first = await taken(agenda);
  agenda.giveBack(first);
  expect(seedOf(await agenda.take())).toBe(1);
});

it("keeps back what was put off until its time, and does the rest meanwhile", async () => {
  const agenda = new Agenda(runs.slice(0, 2));
  agenda.putOff(await taken(agenda), 1000);
  expect(seedOf(await agenda.take())).toBe(2);
  agenda.settle();
  let again: Job | undefined;
  const waiting = agenda.take().then((job) => {
    again = job;
  });
  await vi.advanceTimersByTimeAsync(900);
  expect(again).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  await waiting;
  expect(seedOf(again)).toBe(1);
});

it("hands out nothing more once it is closed", async () => {
  const agenda = new Agenda(runs);
  await agenda.take();
  const waiting = new Agenda(runs.slice(0, 1));
  await waiting.take();
  const end = waiting.take();
  waiting.close();
  agenda.close();
  expect([await end, await agenda.take()]).toEqual([undefined, undefined]);
});
