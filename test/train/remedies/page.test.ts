/** docs/add-your-own-remedy.md: its code is written to files as the page says, checked, and run. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { inProject } from "../../../src/project";
import { describeRemedies } from "../../../src/train/remedies/describe";
import { REMEDIES } from "../../../src/train/remedies/registry";
import type { Remedy } from "../../../src/train/remedies/remedy";
import { runOf, twentySteps } from "./small";

const page = readFileSync(inProject("docs/add-your-own-remedy.md"), "utf8");

/** Blocks of code by the path of a file that the text before them names last; others by none. */
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(({ 1: language, 2: code = "", index }) => {
  const before = page.slice(0, index).trimEnd().split("\n").at(-1) ?? "";
  return { language, code, path: [...before.matchAll(/`((?:src|test)\/[\w/.-]+\.ts)`/g)].at(-1)?.[1] };
});

// Within the project, where packages are found; what is imported from beside the file is imported from where the page would have it.
mkdirSync(inProject("dist"), { recursive: true });
const folder = mkdtempSync(inProject("dist/page-"));
const files = blocks
  .filter(({ code, path }) => path && code.includes("import { ") && code.includes("\n\n"))
  .map(({ code, path = "" }) => {
    const file = join(folder, basename(path));
    const placed = code.replace(/from "(\.[^"]*)"/g, (_, from) => `from ${JSON.stringify(join(dirname(inProject(path)), from))}`);
    writeFileSync(file, placed);
    return { path, file };
  });
const fileOf = (path: string) => files.find((each) => each.path === path)?.file as string;

const NOISE = "src/train/remedies/annealed-noise.ts";
const CENTRAL = "src/train/remedies/gradient-centralization.ts";
const TEST = "test/train/remedies/annealed-noise.test.ts";

describe("the page on remedies of one's own", async () => {
  const { annealedNoise } = (await import(fileOf(NOISE))) as { annealedNoise: Remedy };
  const { gradientCentralization } = (await import(fileOf(CENTRAL))) as { gradientCentralization: Remedy };

  beforeAll(async () => {
    await useBackend();
    (REMEDIES as Remedy[]).push(annealedNoise, gradientCentralization);
  });
  afterAll(() => {
    (REMEDIES as Remedy[]).splice(-2);
    rmSync(folder, { recursive: true, force: true });
  });

  it("has code that compiles", () => {
    expect(files.map(({ path }) => path)).toEqual([NOISE, TEST, CENTRAL]);
    const config = join(folder, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ extends: inProject("tsconfig.json"), include: [join(folder, "*.ts")] }));
    const { stdout, status } = spawnSync(process.execPath, [inProject("node_modules/typescript/bin/tsc"), "-p", config], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it.each(["annealedNoise", "gradientCentralization"])("has remedies that train: %s", (name) => {
    const plain = twentySteps(runOf({}), undefined, 3);
    const got = twentySteps(runOf({ remedies: [name] }), undefined, 3);
    expect(got.losses[0]).toBe(plain.losses[0]);
    expect(got.losses[2]).not.toBe(plain.losses[2]);
    expect([...got.end.weights].every(Number.isFinite)).toBe(true);
  });

  it("centres the gradients of kernels", () => {
    const course = (remedies: string[]) =>
      twentySteps(runOf({ optimizer: "sgd", learningRate: 1, remedies }), undefined, 1).end.weights.subarray(-40, -5);
    const [plain, centred] = [course([]), course(["gradientCentralization"])];
    // The last kernel, [7, 5]: what is taken away is the same for all inputs of a unit.
    const taken = plain.map((weight, i) => weight - (centred[i] as number));
    for (let i = 5; i < 35; i++) expect(taken[i]).toBeCloseTo(taken[i % 5] as number, 6);
    expect(Math.abs(taken[0] as number)).toBeGreaterThan(1e-4);
  });

  it("shows what is listed, and lines of lists and scripts as they are", () => {
    const described = describeRemedies().find(({ name }) => name === "annealedNoise");
    for (const text of [described?.idea, described?.paper, ...(described?.settings.map(({ about }) => about) ?? [])])
      expect(blocks.find(({ language }) => language === "text")?.code).toContain(text);
    const registry = readFileSync(inProject("src/train/remedies/registry.ts"), "utf8");
    const place = blocks.find(({ code }) => /^ {2}annealedNoise,$/m.test(code))?.code ?? "";
    expect(registry).toContain(place.replace("  annealedNoise,\n", ""));
    expect(readFileSync(inProject("src/claims/remedy-arms.ts"), "utf8")).toMatch(/strengthsOf[\s\S]*NO_PLACE/);
    const script = readFileSync(inProject("test/fixtures/make_more_remedies.py"), "utf8");
    for (const known of ["def gradient_of(remedies):", "def normal(shape, step, turn, stream):", "def cases():"])
      expect(script).toContain(known);
  });

  // The page's own test, as it is written there; its tests are run here.
  await import(fileOf(TEST));
});
