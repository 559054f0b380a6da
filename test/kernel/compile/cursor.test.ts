import { expect, it } from "vitest";
import { codePointAt, codeUnitAt } from "../../../src/kernel/compile/cursor";

it("counts an emoji as one character, as Jupyter does", () => {
  const text = "'😀'.len";
  expect(codeUnitAt(text, 0)).toBe(0);
  expect(codeUnitAt(text, 7)).toBe(text.length);
  expect(codeUnitAt(text, 2)).toBe(3);
  expect(codePointAt(text, 3)).toBe(2);
  expect(codePointAt(text, text.length)).toBe(7);
  expect(codeUnitAt(text, 100)).toBe(text.length);
  expect(codeUnitAt(text, -1)).toBe(0);
});
