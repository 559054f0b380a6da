import { spawnSync } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { makeRuns } from "../../src/bench/sweep-store";
import { FILES } from "../../src/sweep/store/paths";
import { place, temporaryFolder } from "../data/helpers";
import { flipBit } from "../sweep/store/made-runs";
import { CLI, largebatch } from "./run";

let folder: string;
let ids: string[];
let run: (...args: string[]) => ReturnType<typeof largebatch>;
beforeEach(async () => {
  folder = join(await temporaryFolder(), "runs");
  ids = await makeRuns(folder, 12);
  run = (...args) => largebatch(args, { env: { LARGEBATCH_RUNS: folder } });
});

describe("largebatch runs", () => {
  it("lists the runs as a table and as JSON, filtered", async () => {
    const { stdout, stderr, code } = await run("runs");
    expect([code, stderr]).toEqual([0, "12 runs: 12 done\n"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^id +status +network +data +batch +seed/);
    expect(lines[0]).not.toContain("remedies");
    for (const id of ids) expect(stdout).toContain(id.slice(0, 10));
    const filtered = await run("runs", "--json", "--network", "F1,C1", "--batch", "32,64", "--seed", "1-3", "--status", "done");
    const rows = JSON.parse(filtered.stdout) as Record<string, unknown>[];
    expect(rows.map(({ network, batch, seed, status }) => [network, batch, seed, status])).toEqual([
      ["C1", 32, 1, "done"],
      ["C1", 64, 1, "done"],
      ["F1", 32, 1, "done"],
      ["F1", 64, 1, "done"],
    ]);
    expect(rows[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{20}$/) as string,
      data: "glyphs",
      testAccuracy: expect.any(Number) as number,
    });
  });

  it("tells runs apart by their remedies, where any has some", async () => {
    const settings = ["--network", "mlp", "--batches", "20", "--seeds", "1", "--budget", "steps:2", "--set", "trainSize=60"];
    expect(await run("sweep", ...settings, "--remedy", "sam:rho=0.1")).toMatchObject({ code: 0 });
    const [header, ...lines] = (await run("runs")).stdout.trimEnd().split("\n");
    const at = header?.indexOf("remedies") as number;
    expect(at).toBeGreaterThan(header?.indexOf("rate") as number);
    expect(lines.filter((line) => line.slice(at).startsWith("sam:rho=0.1"))).toHaveLength(1);
    expect(lines).toHaveLength(13);
  }, 60_000);

  it("says that there are none", async () => {
    await rm(folder, { recursive: true });
    expect(await run("runs", "--json")).toMatchObject({ code: 0, stdout: "[\n]\n" });
    expect(await run("runs")).toMatchObject({
      code: 0,
      stdout: "",
      stderr: `No such runs in ${folder}. Make some: npx largebatch sweep --help\n`,
    });
  });

  it("ends quietly when its reader goes away", async () => {
    await makeRuns(folder, 3000);

    const { status, stderr, stdout } = spawnSync("bash", ["-c", `"${process.execPath}" "${CLI}" runs --json | head -c 10`], {
      env: { ...process.env, LARGEBATCH_RUNS: folder },
      encoding: "utf8",
    });
    expect([status, stderr, stdout.length]).toEqual([0, "", 10]);
  });
});

describe("largebatch runs show", () => {
  it("takes the beginning of an id", async () => {
    const [id = ""] = ids;
    const { stdout, code } = await run("runs", "show", id.slice(0, 12), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id, status: "done", folder: join(folder, id), history: expect.any(Array) as unknown[] });
    expect(JSON.parse(stdout).history).toHaveLength(20);
    const words = await run("runs", "show", id);
    expect(words.stdout).toMatch(/^learningRate +0\.001$/m);
    expect(words.stdout).toMatch(/^ {2}weights\.safetensors +\d+ bytes$/m);
  });

  it("says which ones an ambiguous beginning fits, and refuses what is no id", async () => {
    const digit = [..."0123456789abcdef"].find((each) => ids.filter((id) => id.startsWith(each)).length > 1) as string;
    const several = ids.filter((id) => id.startsWith(digit));
    const { code, stderr } = await run("runs", "show", digit);
    expect(code).toBe(1);
    for (const id of several) expect(stderr).toContain(id);
    expect(await run("runs", "show", "../../etc")).toMatchObject({ code: 2, stderr: expect.stringContaining("is no run's id") as string });
  });
});

describe("largebatch runs verify", () => {
  it("ends with 0 where all is whole, and with 1 and what to do where a file is damaged", async () => {
    expect(await run("runs", "verify")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("12 runs, 36 files checked: 0 damaged; 12 finished runs without") as string,
    });
    const weights = join(folder, ids[0] as string, FILES.weights);
    await flipBit(weights);
    const { code, stdout, stderr } = await run("runs", "verify");
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${weights} is damaged: .*Delete .*result\\.json; .*as npx largebatch sweep --network mlp`, "m"));
    expect(stderr).toContain("runs verify --mend");
    const asJson = await run("runs", "verify", "--json", ids[0] as string, ids[1] as string);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ runs: 2, damage: [{ id: ids[0], file: weights }] });
    expect(asJson.code).toBe(1);
    expect(await run("runs", "verify", "--mend")).toMatchObject({ code: 0 });
    expect(JSON.parse((await run("runs", "--json", "--status", "stopped")).stdout)).toMatchObject([{ id: ids[0] }]);
  });
});

describe("largebatch runs gc", () => {
  it("says what would go, and takes it", async () => {
    const [id = ""] = ids;
    await place(join(folder, id), { [`${FILES.weights}.0123456789ab.part`]: "half", [FILES.checkpoint]: "old" });
    expect((await run("runs", "gc")).stdout, "they are young").toBe("0 gone, 0 bytes.\n");
    expect((await run("runs", "gc", "--dry-run", "--older", "0")).stdout).toContain("2 would go, 7 bytes.");
    expect((await run("runs", "gc", "--older", "0", "--json")).stdout).toContain("checkpoint of a finished run");
    expect((await readdir(join(folder, id))).sort()).toEqual([FILES.config, FILES.result, FILES.weights].sort());
    expect(await run("runs", "gc", "--older", "soon")).toMatchObject({ code: 2 });
    expect(await run("runs", "gc", "--runs", "running")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--runs takes done, stopped, failed, damaged") as string,
    });
  });
});

describe("largebatch export", () => {
  it("writes CSV, to a file or standard output, and Parquet", async () => {
    const home = await temporaryFolder();
    const csv = join(home, "runs.csv");
    const { code, stderr } = await run("export", "--csv", csv, "--parquet", join(home, "runs.parquet"), "--network", "F1");
    expect([code, stderr]).toEqual([0, `3 runs in ${csv}\n3 runs in ${join(home, "runs.parquet")}\n`]);
    const text = await readFile(csv, "utf8");
    expect(text.split("\r\n")).toHaveLength(5);
    expect((await readFile(join(home, "runs.parquet"))).subarray(0, 4).toString()).toBe("PAR1");
    expect(await run("export", "--csv", "-", "--network", "F1")).toMatchObject({ code: 0, stdout: text, stderr: "" });
    const histories = await run("export", "--csv", "-", "--histories", "--network", "F1");
    expect(histories.stdout.split("\r\n")).toHaveLength(62);
  });

  it("documents its columns, and needs a file", async () => {
    expect((await run("export", "--help")).stdout).toMatch(/stepMs +median wall time of a step, milliseconds/);
    expect(await run("export")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("give --csv FILE, --parquet FILE or --measured FILE") as string,
    });
    expect(await run("export", "--parquet", "-")).toMatchObject({ code: 2 });
    const nowhere = await run("export", "--csv", "/proc/nowhere/runs.csv");
    expect(nowhere).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cannot be written to \/proc\/nowhere\/runs\.csv: ENOENT/) as string,
    });
  });
});
