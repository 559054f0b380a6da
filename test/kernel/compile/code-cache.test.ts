import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { loadModule } from "../../../src/kernel/compile/code-cache";

const place = mkdtempSync(path.join(tmpdir(), "largebatch-code-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const file = path.join(place, "module.js");
const folder = path.join(place, "kept", "inside");
const { cache } = createRequire(file);

const code = (answer: number): string =>
  `const { basename } = require("node:path"); exports.answer = () => ${answer}; exports.at = [basename(__filename), module.exports === exports];\n`;
/** Loads the module as another process would. */
function load(): { answer: number; at: unknown; keep: (() => void) | undefined } {
  delete cache[file];
  const { exports, keep } = loadModule(file, folder);
  const { answer, at } = exports as { answer(): number; at: unknown };
  return { answer: answer(), at, keep };
}
const kept = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".v8"));

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(file, code(1));
});

it("loads a module as require does, and once", () => {
  expect(load()).toMatchObject({ answer: 1, at: ["module.js", true] });
  expect(createRequire(file)(file)).toBe(loadModule(file, folder).exports);
});

it("takes the code that was kept, and keeps it once", () => {
  const first = load();
  first.keep?.();
  expect(kept()).toHaveLength(1);
  expect(load()).toMatchObject({ answer: 1, keep: undefined });
});

it("runs a module that was changed, and keeps its code anew", () => {
  load().keep?.();
  writeFileSync(file, code(2));
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  const changed = load();
  expect(changed.answer).toBe(2);
  changed.keep?.();
  expect(load()).toMatchObject({ answer: 2, keep: undefined });
});

it("does without what was kept in pieces", () => {
  load().keep?.();
  for (const name of kept()) writeFileSync(path.join(folder, name), "no code");
  const again = load();
  expect(again.answer).toBe(1);
  again.keep?.();
  expect(load().keep).toBeUndefined();
});

it("does without a place to keep code", () => {
  const occupied = path.join(place, "occupied");
  writeFileSync(occupied, "");
  delete cache[file];
  expect(() => loadModule(file, path.join(occupied, "inside")).keep?.()).not.toThrow();
});
