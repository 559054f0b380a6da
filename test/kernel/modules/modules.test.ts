/** Live modules, through the real kernel: cells import files and packages, which change between two cells. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inProject } from "../../../src/project";
import { type CellResult, outputsOf, printed, runSteps } from "../client";

const root = mkdtempSync(path.join(tmpdir(), "largebatch-modules-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const YESTERDAY = new Date(Date.now() - 86_400_000);

function put(file: string, text: string, time?: Date): void {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  if (time) utimesSync(full, time, time);
}
/** A cell that writes a file, as an editor would. */
const edit = (file: string, text: string): string => `
  { const fs = await import("node:fs"), path = await import("node:path"), file = ${JSON.stringify(path.join(root, file))};
    fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, ${JSON.stringify(text)}); }`;

/** A package of TypeScript with its built files, as `tsc` leaves them. */
function putPackage(name: string, modules: Record<string, { ts: string; js: string; dts: string }>): void {
  put(`${name}/package.json`, JSON.stringify({ name, main: "dist/index.js", types: "dist/index.d.ts" }));
  for (const [module, { ts, js, dts }] of Object.entries(modules)) {
    put(`${name}/src/${module}.ts`, ts, YESTERDAY);
    put(`${name}/dist/${module}.js`, js);
    put(`${name}/dist/${module}.js.map`, JSON.stringify({ version: 3, sources: [`../src/${module}.ts`], names: [], mappings: "" }));
    put(`${name}/dist/${module}.d.ts`, dts);
  }
  symlinkSync(path.join(root, name), path.join(root, "node_modules", name));
}

beforeAll(() => {
  put("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, types: ["node"] } }));
  mkdirSync(path.join(root, "notebooks"));
  mkdirSync(path.join(root, "node_modules"));
  for (const name of ["@types", "@tensorflow", "largebatch"]) {
    symlinkSync(inProject("node_modules", name), path.join(root, "node_modules", name));
  }
  put(
    "src/a.ts",
    'import { b } from "./b";\nimport { c } from "./deep/c.js";\nconsole.log("a runs");\nexport interface Thing { n: number }\nexport const a = (thing: Thing): string => [thing.n, b(), c].join(" ");',
  );
  put("src/b.ts", 'console.log("b runs");\nexport const b = (): string => "old";');
  put("src/deep/c.ts", 'console.log("c runs");\nexport const c: string = "c";');
  putPackage("lib", {
    index: {
      ts: 'export * from "./state";\nexport * from "./area";',
      js: 'console.log("index runs");\nfor (const each of [require("./state"), require("./area")]) Object.assign(exports, each);',
      dts: 'export * from "./state";\nexport * from "./area";',
    },
    state: {
      ts: 'console.log("state runs");\nexport const state = { n: 0 };',
      js: 'console.log("state runs");\nexports.state = { n: 0 };',
      dts: "export declare const state: { n: number };",
    },
    area: {
      ts: 'console.log("area runs");\nexport const area = (r: number): number => 3 * r;',
      js: 'console.log("area runs");\nexports.area = (r) => 3 * r;',
      dts: "export declare const area: (r: number) => number;",
    },
  });
});

/** Runs cells in one kernel; results by name. */
async function run<Name extends string>(cells: Record<Name, string>): Promise<Record<Name, CellResult>> {
  const { results } = await runSteps(
    path.join(root, "notebooks"),
    Object.values<string>(cells).map((code) => ({ code })),
  );
  return Object.fromEntries(Object.keys(cells).map((name, i) => [name, results[i]])) as Record<Name, CellResult>;
}
const shown = (result: CellResult): unknown => (outputsOf(result, "execute_result")[0]?.data as Record<string, unknown>)?.["text/plain"];
const IMPORT_A = 'import { a, type Thing } from "../src/a"; a({ n: 2 })';

describe("a file outside the notebook's folder", () => {
  const cells = {
    first: IMPORT_A,
    wrong: "a({ n: 'x' })",
    edit: edit("src/b.ts", 'console.log("b runs");\nexport const b = (): string => "new";'),
    before: "a({ n: 2 })",
    after: IMPORT_A,
    throws: edit("src/b.ts", "interface Lost { here: string }\n\nexport function b(): string {\n  throw new RangeError('b fails');\n}"),
    thrown: IMPORT_A,
    breaks: edit("src/b.ts", "\nexport const b = (): string => ;"),
    broken: IMPORT_A,
    next: "1 + 1",
    mistakes: edit("src/b.ts", "\nexport const b = (): string => 5;"),
    mistaken: IMPORT_A,
    again: IMPORT_A,
    awaits: edit("src/b.ts", "export const b = () => 5;\n{ await null; }"),
    awaiting: IMPORT_A,
    repairs: edit("src/b.ts", "export const b = () => 7;"),
    removes: `(await import("node:fs")).rmSync(${JSON.stringify(path.join(root, "src", "deep"))}, { recursive: true })`,
    removed: IMPORT_A,
    folder: edit("src/deep/c/index.ts", 'export const c = "folder";') + edit("src/deep/c.ts", 'export * from "./c/index";'),
    back: IMPORT_A,
  };
  let ran: Record<keyof typeof cells, CellResult>;
  beforeAll(async () => {
    ran = await run(cells);
  });

  it("runs, with its types", () => {
    expect(shown(ran.first)).toBe("'2 old c'");
    expect(printed(ran.first)).toBe("b runs\nc runs\na runs\n");
    expect(ran.wrong.reply.evalue).toContain("1:5 - TS2322: Type 'string' is not assignable to type 'number'.");
  });

  it("is run again after an edit, with what depends on it and nothing else, by the next cell that imports it", () => {
    expect(shown(ran.before)).toBe("'2 old c'");
    expect(shown(ran.after)).toBe("'2 new c'");
    expect(printed(ran.after)).toBe("b runs\na runs\n");
  });

  it("appears in tracebacks with its own lines", () => {
    expect(ran.thrown.reply).toMatchObject({ ename: "RangeError", evalue: "b fails" });
    expect(ran.thrown.reply.traceback?.join("\n")).toContain("../src/b.ts:4");
  });

  it("is named with its line when it cannot be read; the next cell works", () => {
    expect(ran.broken.reply.evalue).toBe("../src/b.ts:2:32 - TS1109: Expression expected.");
    expect(shown(ran.next)).toBe("2");
    expect(ran.awaiting.reply.evalue).toContain("../src/b.ts:2:3 - TS1308");
  });

  it("is run although a type is wrong in it, with one warning", () => {
    expect(printed(ran.mistaken)).toContain("../src/b.ts:2:32 - TS2322: Type 'number' is not assignable to type 'string'.");
    expect(shown(ran.mistaken)).toBe("'2 5 c'");
    expect(printed(ran.again)).not.toContain("TS2322");
  });

  it("may be removed, and come back in another form", () => {
    expect(ran.removed.reply.evalue).toBe("Cannot find module './deep/c.js' from ../src/a.ts");
    expect(ran.removed.reply.traceback?.join("\n")).toContain("../src/a.ts:2");
    expect(shown(ran.back)).toBe("'2 7 folder'");
  });
});

it("finds files and packages that come, change their names and go while the kernel runs", async () => {
  const ran = await run({
    missing: 'import { later } from "./later";',
    creates: edit("notebooks/later.ts", "export const later: number = 7;"),
    created: 'import { later } from "./later"; later',
    renames: `(await import("node:fs")).renameSync("later.ts", "renamed.ts")`,
    gone: 'import { later } from "./later"; later',
    renamed: 'import { later } from "./renamed.ts"; later',
    data: `${edit("data.json", '{ "batch": 32 }')} const { batch } = require("../data.json"); batch`,
    dataAgain: `${edit("data.json", '{ "batch": 64 }')}`,
    dataAfter: 'import data from "../data.json"; data.batch',
    noPackage: 'import { size } from "arrived";',
    installs:
      edit(
        "node_modules/arrived/package.json",
        '{ "name": "arrived", "type": "module", "exports": { "import": "./main.js" }, "types": "main.d.ts" }',
      ) +
      edit("node_modules/arrived/main.js", "export const size = 3;") +
      edit("node_modules/arrived/main.d.ts", "export declare const size: number;"),
    installed: 'import { size } from "arrived"; const typed: string = size;',
    used: 'import { size } from "arrived"; size',
    untyped: edit("node_modules/untyped/package.json", '{ "name": "untyped" }') + edit("node_modules/untyped/index.js", "exports.n = 4;"),
    any: 'import { n } from "untyped"; n',
    inCell: "/** @module helper */\nexport const help: number = 5;",
    fromCell: 'import { help } from "./helper"; help',
  });
  expect(ran.missing.reply.evalue).toContain("TS2307");
  expect(shown(ran.created)).toBe("7");
  expect(ran.gone.reply.evalue).toContain("TS2307");
  expect(shown(ran.renamed)).toBe("7");
  expect(shown(ran.data)).toBe("32");
  expect(shown(ran.dataAfter)).toBe("64");
  expect(ran.noPackage.reply.evalue).toContain("TS2307");
  expect(ran.installed.reply.evalue).toContain("TS2322");
  expect(shown(ran.used)).toBe("3");
  expect(shown(ran.any)).toBe("4");
  expect(shown(ran.fromCell)).toBe("5");
});

it("reads a built package again after a build, keeps the state of what did not change, and shares it with the sources", async () => {
  const ran = await run({
    first: 'import { area, state } from "lib"; state.n = 5; area(1)',
    source: 'import { state as same } from "../lib/src/state"; same === state',
    edits: edit("lib/src/area.ts", 'console.log("area runs");\nexport const area = (r: number): string => "area " + r;'),
    edited: 'import { area } from "../lib/src/area"; area(1)',
    notBuilt: 'import { area } from "lib"; area(1)',
    builds:
      edit("lib/dist/area.js", 'console.log("area runs");\nexports.area = (r) => "area " + r;') +
      edit("lib/dist/area.d.ts", "export declare const area: (r: number) => string;"),
    built: 'import { area, state } from "lib"; [area(1).length, state.n]',
  });
  expect(printed(ran.first)).toBe("index runs\nstate runs\narea runs\n");
  expect(shown(ran.source)).toBe("true");
  expect(printed(ran.source)).toBe("");
  expect(shown(ran.edited)).toBe("'area 1'");
  expect(shown(ran.notBuilt)).toBe("3");
  expect(shown(ran.built)).toBe("[ 6, 5 ]");
  expect(printed(ran.built)).toBe("index runs\narea runs\n");
});

it("has one TensorFlow and one backend, from the package and from the sources", async () => {
  const source = JSON.stringify(inProject("src", "backend"));
  const ran = await run({
    both: `import { tf, useBackend } from "largebatch";\nimport { tf as same, useBackend as choose } from ${source};
const { name } = await useBackend({ backend: "js" }); [tf.engine() === same.engine(), (await choose()).name, same.getBackend()]`,
  });
  expect(shown(ran.both)).toBe("[ true, 'js', 'cpu' ]");
});
