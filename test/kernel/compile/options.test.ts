/** Compiler options of the cells, from the notebook's folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { typescript } from "../../../src/kernel/compile/compiler";
import { cellOptions } from "../../../src/kernel/compile/options";
import { inProject } from "../../../src/project";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "largebatch-options-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STOCK = { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext, declaration: true };
const read = (config?: string) => {
  if (config !== undefined) writeFileSync(path.join(folder, "tsconfig.json"), config);
  return cellOptions(folder, STOCK);
};

it("is strict without a configuration, with the newest libraries and no DOM", () => {
  const { options, problems } = read();
  expect(options).toMatchObject({ ...STOCK, strict: true, noUncheckedIndexedAccess: true, lib: ["lib.es2023.d.ts"] });
  expect(problems).toEqual([]);
});

it("takes what the nearest configuration says, and leaves to the kernel what is its own", () => {
  writeFileSync(path.join(folder, "base.json"), '{ "compilerOptions": { "noImplicitOverride": true } }');
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    '{ "extends": "./base.json", "compilerOptions": { "strict": false, "lib": ["es2020", "dom"], "types": [], "module": "commonjs", "target": "es5", "noEmit": true } }',
  );
  const notebooks = path.join(folder, "notebooks");
  mkdirSync(notebooks);
  const { options, files, problems } = cellOptions(notebooks, STOCK);
  expect(options).toMatchObject({ ...STOCK, strict: false, noImplicitOverride: true, lib: ["lib.es2020.d.ts", "lib.dom.d.ts"], types: [] });
  expect(options).not.toHaveProperty("noEmit");
  expect(options).not.toHaveProperty("noUncheckedIndexedAccess");
  expect(files.map((file) => path.basename(file))).toEqual(["tsconfig.json", "base.json"]);
  expect(problems).toEqual([]);
});

describe("a wrong configuration", () => {
  it("is named with file and line, and what holds instead", () => {
    const { options, problems } = read('{\n"compilerOptions": {\n"strict": "yes", "jsx": "maybe",\n"noImplicitReturns": true } }');
    expect(options).toMatchObject({ strict: true, noUncheckedIndexedAccess: true, noImplicitReturns: true });
    expect(problems[0]).toBe("tsconfig.json:3: Compiler option 'strict' requires a value of type boolean. It is left out.");
    expect(problems[1]).toMatch(/^tsconfig.json:3: Argument for '--jsx' option must be: .*It is left out\.$/);
  });

  it("is not used at all if it is no JSON", () => {
    const { options, problems } = read('{ "compilerOptions": { "strict": false }');
    expect(options).toMatchObject({ strict: true, noUncheckedIndexedAccess: true });
    expect(problems).toEqual(["tsconfig.json:1: '}' expected. The file is not used; strict and noUncheckedIndexedAccess hold."]);
  });

  it("may be for a newer TypeScript: only a library is worth a word", () => {
    const { options, problems } = read('{ "compilerOptions": { "target": "es2025", "lib": ["es2025"], "erasableSyntaxOnly": true } }');
    expect(options.lib).toEqual(["lib.esnext.d.ts"]);
    expect(problems).toEqual([expect.stringContaining("does not know this lib; esnext holds instead")]);
  });
});

it("lets the compiler of cells read this project's declarations, strictly", () => {
  const { options } = cellOptions(inProject("notebooks"), STOCK);
  const program = typescript.createProgram([inProject("dist", "index.d.ts")], { ...options, skipLibCheck: false, noEmit: true });
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(inProject("dist")));
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])).toEqual([]);
});
