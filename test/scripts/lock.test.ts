import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { acquireLock, isAlive, signature } from "../../scripts/setup/lock.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The note of a process that has ended. */
async function deadNote(): Promise<{ pid: number; started: string | null }> {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  const note = signature(child.pid);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.end();
  await ended;
  return note;
}

describe("acquireLock", () => {
  it("names its holder while it is held, and leaves nothing behind", async () => {
    const release = await acquireLock(file);
    expect(JSON.parse(readFileSync(file, "utf8")).pid).toBe(process.pid);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("makes the second wait, tells it whom for, and lets it in afterwards", async () => {
    const order: string[] = [];
    const releaseFirst = await acquireLock(file);
    const onWait = vi.fn(() => {
      order.push("wait");
      setImmediate(() => {
        order.push("release");
        releaseFirst();
      });
    });
    const release = await acquireLock(file, { onWait, everyMs: 1 });
    order.push("enter");
    expect(order).toEqual(["wait", "release", "enter"]);
    expect(onWait).toHaveBeenCalledExactlyOnceWith(process.pid);
    release();
  });

  it("is taken over from a dead process, and says so", async () => {
    const note = await deadNote();
    writeFileSync(file, JSON.stringify(note));
    const onTakeOver = vi.fn();
    const onWait = vi.fn();
    const release = await acquireLock(file, { onTakeOver, onWait });
    expect(onTakeOver).toHaveBeenCalledExactlyOnceWith(note.pid);
    expect(onWait).not.toHaveBeenCalled();
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("lets one alone in when several find a dead holder", async () => {
    writeFileSync(file, JSON.stringify(await deadNote()));
    let inside = 0;
    let most = 0;
    const enter = async () => {
      const release = await acquireLock(file, { everyMs: 1 });
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
      release();
    };
    await Promise.all([enter(), enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it("does not give back a lock that meanwhile belongs to somebody else", async () => {
    const release = await acquireLock(file);
    writeFileSync(file, JSON.stringify({ pid: 1, started: "0" }));
    release();
    expect(existsSync(file)).toBe(true);
  });
});

describe("isAlive", () => {
  it("tells the living from the dead", async () => {
    expect(isAlive(signature())).toBe(true);
    expect(isAlive(await deadNote())).toBe(false);
  });

  it.runIf(existsSync("/proc/self/stat"))("tells a process from a later one with the same number", () => {
    expect(isAlive({ ...signature(), started: "1" })).toBe(false);
  });
});
