import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { toCommonJs } from "../../../src/kernel/compile/commonjs";
import { typescript } from "../../../src/kernel/compile/compiler";
import { inProject } from "../../../src/project";

const { CommonJS, ESNext } = typescript.ModuleKind;
const target = typescript.ScriptTarget.ES2022;
const settings = {
  fileName: "custom.js",
  compilerOptions: { module: CommonJS, esModuleInterop: true, target, noImplicitUseStrict: true, sourceMap: true },
};

const sources = (readdirSync(inProject("src", "kernel"), { recursive: true }) as string[])
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(path.join(inProject("src", "kernel"), name), "utf8"));
const cells = [
  "import def, * as all from 'x';\nimport { a as b, unused } from './y';\nimport './z';\nexport * from 'w';\nexport { b };\nexport let tsLastExpr = b(def, all);",
  "for await (const x of y()) console.log(x, await import('z'));\nexport default class A { static #p = 1; get q() { return A.#p; } }",
  "export const { a, ...rest } = nowhere, [c = a] = rest;\na++; ({ a: rest.b } = c);\nexport function f() { return a; }",
];

it("makes of a module what TypeScript's own function makes, map included", () => {
  const modules = sources.map((text) => typescript.transpileModule(text, { compilerOptions: { module: ESNext, target } }).outputText);
  for (const text of [...modules, ...cells]) {
    const { outputText, sourceMapText } = typescript.transpileModule(text, settings);
    expect(toCommonJs(text, settings)).toEqual({ outputText, sourceMapText });
  }
});
