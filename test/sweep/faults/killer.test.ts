import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { random } from "../../../src/random";
import { childrenOf, startKiller, type Victim } from "../../../src/sweep/faults/killer";

const crew: Victim[] = [
  { pid: 1, kind: "coordinator" },
  { pid: 2, kind: "worker" },
  { pid: 3, kind: "worker" },
];

describe("the killer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function strikes(seed: number, options: Partial<Parameters<typeof startKiller>[0]> = {}, ms = 60_000) {
    const struck: [number, number][] = [];
    const began = Date.now();
    const killer = startKiller({
      random: random(seed),
      victims: () => crew,
      every: [100, 1000],
      most: 10,
      strike: ({ pid }) => void struck.push([pid, Date.now() - began]),
      ...options,
    });
    await vi.advanceTimersByTimeAsync(ms);
    killer.stop();
    return { struck, killer };
  }

  it("strikes as often as it shall, at times and victims that its seed decides", async () => {
    const first = await strikes(1, { most: 30 });
    expect(first.struck).toHaveLength(30);
    expect(first.killer.count).toBe(30);
    expect([...first.killer.kills.values()].reduce((a, b) => a + b)).toBe(30);
    expect(new Set(first.struck.map(([pid]) => pid)).size).toBe(3);
    const gaps = first.struck.map(([, at], i) => at - (first.struck[i - 1]?.[1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1001);
    expect((await strikes(1, { most: 30 })).struck).toEqual(first.struck);
    expect((await strikes(2, { most: 30 })).struck).not.toEqual(first.struck);
  });

  it("does not count a strike that finds nobody", async () => {
    let here = false;
    const striking = strikes(1, { victims: () => (here ? crew : []) }, 5000);
    const { killer } = await striking;
    expect(killer.count).toBe(0);
    here = true;
    expect((await strikes(1, { victims: () => (here ? crew : []) })).killer.count).toBe(10);
  });

  it("waits for its moment, and strikes no more when it is stopped", async () => {
    let come = () => {};
    const moment = () =>
      new Promise<void>((resolve) => {
        come = resolve;
      });
    const { struck } = await strikes(1, { moment }, 5000);
    expect(struck).toEqual([]);
    come();
    await vi.advanceTimersByTimeAsync(5000);
    expect(struck).toEqual([]);
  });
});

it("finds the children of a process, and kills one", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.on("exit", (_code, signal) => resolve(signal)));
  const pid = child.pid as number;
  expect(childrenOf(process.pid)).toContain(pid);
  startKiller({ random: random(1), victims: () => [{ pid, kind: "child" }], every: [0, 1], most: 1 });
  expect(await ended).toBe("SIGKILL");
  expect(childrenOf(process.pid)).not.toContain(pid);
});
