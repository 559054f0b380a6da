import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../data/helpers";
import { CLI, type Ended, largebatch } from "./run";

const FILE = "checkpoint.safetensors";

/** When to strike: something happened to `file` in the checkpoint's folder, or all of `text` has come on standard error. */
type Moment = (event: { file?: string; text?: string }) => boolean;

/** Runs a training and sends it one signal at a moment; without a moment, to its end. */
async function runUntil(args: string[], folder: string, moment: Moment = () => false, signal: NodeJS.Signals = "SIGKILL"): Promise<Ended> {
  let strike = () => {};
  const watcher = watch(folder, (_, file) => moment({ file: file ?? "" }) && strike());
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  strike = () => {
    kill?.(signal);
    if (kill) strike = () => {};
  };
  const onError = (text: string, send: (signal: NodeJS.Signals) => void) => {
    kill = send;
    if (moment({ text })) strike();
  };
  return largebatch(args, { onError }).finally(() => watcher.close());
}

/** While the `n`-th file is being written; each has a name of its own until it is whole. */
function writing(n: number): Moment {
  const names = new Set<string>();
  return ({ file }) => file?.endsWith(".part") === true && names.add(file).size >= n;
}

const numbers = (stdout: string) => {
  const { seconds: _s, stepMs: _ms, peakMemoryBytes: _bytes, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  return rest;
};
const resumedAt = ({ stderr }: Ended): number =>
  Number(/^Resuming at step (\d+) \(epoch \d+\) from .*safetensors\.$/m.exec(stderr)?.[1] ?? 0);

it("killed again and again and resumed, a training with dropout and batch norm gives the same weights bit for bit", async () => {
  const folder = await temporaryFolder();
  const args = ["train", "--network", "C1", "--batch", "8", "--optimizer", "adam", "--until", "steps", "--steps", "60", "--json"];
  args.push("--set", "trainSize=100", "--set", "evaluateEvery=1000");
  const uninterrupted = largebatch(args);

  const kept = [...args, "--checkpoint", folder, "--checkpoint-every", "0"];
  const moments: Moment[] = [writing(3), ({ text }) => /^epoch \d/m.test(text ?? "")];
  const steps: number[] = [];
  for (const moment of moments) {
    const killed = await runUntil(kept, folder, moment);
    expect([killed.code, killed.stdout]).toEqual([null, ""]);
    steps.push(resumedAt(killed));
  }
  const end = await runUntil(kept, folder);
  expect(end.code, end.stderr).toBe(0);
  steps.push(resumedAt(end));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.at(-1)).toBeGreaterThan(0);

  const whole = numbers((await uninterrupted).stdout);
  expect(whole).toMatchObject({ steps: 60, epochs: 5, weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(numbers(end.stdout)).toEqual(whole);
  expect(end.stderr).toContain(`The training is finished: ${join(folder, FILE)} was removed.`);
  expect(await readdir(folder)).toEqual([]);
});

const tiny = ["train", "--network", "mlp", "--batch", "50", "--set", "trainSize=200", "--optimizer", "momentum", "--json"];

it("stopped with Ctrl-C it says where it is saved and how to go on, and the same command does", async () => {
  const folder = await temporaryFolder();
  const args = [...tiny, "--until", "epochs", "--epochs", "400", "--set", "evaluateEvery=1000"];
  const uninterrupted = largebatch(args);
  const kept = [...args, "--checkpoint", folder];
  const stopped = await runUntil(kept, folder, ({ text }) => /^epoch 3,/m.test(text ?? ""), "SIGINT");
  expect(stopped.code, stopped.stderr).toBe(130);
  expect(stopped.stderr).toContain(`Starting at step 0: there is no ${join(folder, FILE)} yet.`);
  const { steps } = JSON.parse(stopped.stdout) as { steps: number };
  expect(stopped.stderr).toContain(`Saved at step ${steps} in ${join(folder, FILE)}. To go on, give the same command again.`);

  const end = await largebatch(kept);
  expect(resumedAt(end)).toBe(steps);
  expect(numbers(end.stdout)).toEqual(numbers((await uninterrupted).stdout));
});

it("a disk that takes no more ends the training with a message, and what was saved stays", async () => {
  const folder = await temporaryFolder();
  const kept = [...tiny, "--steps", "100000", "--checkpoint", folder, "--checkpoint-every", "0"];
  await runUntil(kept, folder, writing(3));
  const before = await readFile(join(folder, FILE));

  // A file of this shell may have no more than 200 blocks; a checkpoint has more.
  const child = spawn("sh", ["-c", 'ulimit -f 200; exec "$@"', "sh", process.execPath, CLI, ...kept]);
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code, stderr).toBe(1);
  expect(stderr).toMatch(
    /^error: Cannot write the checkpoint .*: EFBIG.* What was saved at step \d+ is whole\. Make room or give another folder/m,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(await readdir(folder)).toEqual([FILE]);
  expect((await readFile(join(folder, FILE))).equals(before)).toBe(true);
});

it("a second process is refused while the first trains there, and harms nothing", async () => {
  const folder = await temporaryFolder();
  const place = ["--checkpoint", folder, "--checkpoint-every", "0"];
  let second: Promise<Ended> | undefined;
  const first = await largebatch([...tiny, "--steps", "1000000", ...place], {
    onError: (text, kill) => {
      if (second || !/^epoch 3,/m.test(text)) return;
      second = largebatch([...tiny, "--seed", "2", "--steps", "4", ...place]);
      void second.then(() => kill("SIGINT"));
    },
  });
  const { code, stderr } = (await second) as Ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: .* is in use by process \d+, since .*, for mlp on glyphs, batch 50, seed 1\. Let it end or stop it \(kill \d+\)/m,
  );
  expect(first.code, first.stderr).toBe(130);
  expect(first.stderr).toContain(`Saved at step ${(JSON.parse(first.stdout) as { steps: number }).steps} in`);
  expect(await readdir(folder)).toEqual([FILE]);
});

it("refuses a damaged file, and times that are none", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, FILE), "x".repeat(1000));
  const refused = async (...options: string[]) => {
    const { code, stderr } = await largebatch([...tiny, ...options]);
    expect(stderr).not.toMatch(/^\s+at /m);
    return `${code} ${/^error: .*/m.exec(stderr)?.[0]}`;
  };
  expect(await refused("--checkpoint", folder)).toMatch(/^1 error: .*safetensors is damaged, or not a file of largebatch.*Delete/);
  expect(await refused("--checkpoint", folder, "--checkpoint-every", "-1")).toMatch(
    /^2 error: --checkpoint-every takes 0 or more seconds, got -1/,
  );
  expect(await refused("--checkpoint-every", "5")).toMatch(/^2 error: --checkpoint-every needs a folder/);
});
