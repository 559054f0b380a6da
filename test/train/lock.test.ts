import { spawn } from "node:child_process";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { lockAt } from "../../src/train/lock";
import { temporaryFolder } from "../data/helpers";

const processes: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const each of processes.splice(0)) each.kill("SIGKILL");
});

/** A process that lives until it is killed. */
async function sleeper(): Promise<ReturnType<typeof spawn>> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore" });
  processes.push(child);
  await new Promise((resolve) => child.once("spawn", resolve));
  return child;
}

async function killed(): Promise<number> {
  const child = await sleeper();
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid as number;
}

const newPath = async () => join(await temporaryFolder(), "lock");

/** A lock as this process writes it, with changes. */
async function leftBy(changes: Record<string, unknown>): Promise<string> {
  const path = await newPath();
  await lockAt(path, "mlp").take();
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), ...changes }));
  return path;
}

const born = (pid: number | undefined) =>
  readFile(`/proc/${pid}/stat`, "utf8").then(
    async (stat) => `${(await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim()} ${stat.split(") ").at(-1)?.split(" ")[19]}`,
    () => "",
  );

describe("the lock", () => {
  it("is had by one, and can be had again when given back", async () => {
    const path = await newPath();
    const [first, second] = [lockAt(path, "mlp, seed 1"), lockAt(path, "mlp, seed 2")];
    expect([await first.take(), await first.take()]).toEqual([true, false]);
    await expect(second.take()).rejects.toThrow(UserError);
    await expect(second.take()).rejects.toThrow(`in use by this process (${process.pid}), since`);
    await second.release();
    await expect(second.take()).rejects.toThrow(/for mlp, seed 1\./);
    await first.release();
    expect(await second.take()).toBe(true);
    await first.release();
    expect(await second.take()).toBe(false);
  });

  it("goes to one of many that ask at the same time, also when a dead process left it", async () => {
    for (const path of [await newPath(), await leftBy({ pid: await killed() })]) {
      const taken = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => lockAt(path, String(i)).take()));
      expect(taken.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await readdir(dirname(path))).toEqual(["lock"]);
    }
  });

  it("of a living process is refused, with its number and what to do", async () => {
    const { pid } = await sleeper();
    const path = await leftBy({ pid, born: await born(pid) });
    await expect(lockAt(path, "cnn").take()).rejects.toThrow(
      new RegExp(
        `in use by process ${pid}, since .*, for mlp\\. Let it end or stop it \\(kill ${pid}\\), or give another folder: one process a folder`,
      ),
    );
  });

  it("of another machine is refused, whatever runs here, and says which file to delete", async () => {
    const path = await leftBy({ pid: await killed(), host: `not-${hostname()}` });
    await expect(lockAt(path, "cnn").take()).rejects.toThrow(`If it runs no more, delete ${path}.`);
  });

  it("of a dead process is taken over", async () => {
    expect(await lockAt(await leftBy({ pid: await killed() }), "cnn").take()).toBe(true);
    expect(await lockAt(await leftBy({ born: "an earlier process with this number" }), "cnn").take()).toBe(true);
  });

  it.skipIf(process.platform !== "linux")("of a dead process is taken over when its number is another's now", async () => {
    const { pid } = await sleeper();
    expect(await lockAt(await leftBy({ pid, born: "before the last boot" }), "cnn").take()).toBe(true);
  });

  it("that is half written is refused when new, and taken over when old", async () => {
    const path = await newPath();
    await writeFile(path, '{"pid": 1');
    await expect(lockAt(path, "cnn").take()).rejects.toThrow(/is being taken by another process\. Try again in 10 seconds/);
    await utimes(path, 0, 0);
    await writeFile(`${path}.stale`, "");
    await expect(lockAt(path, "cnn").take()).rejects.toThrow(/is being taken/);
    await utimes(`${path}.stale`, 0, 0);
    expect(await lockAt(path, "cnn").take()).toBe(true);
  });
});
