import { expect, it } from "vitest";
import { completeness } from "../../../src/kernel/compile/completeness";

it.each([
  ["const rate = 0.1", "complete"],
  ["await fetch('x')", "complete"],
  ["for await (const x of y) { x }", "complete"],
  ["<number>x", "complete"],
  ["// a comment", "complete"],
  ["", "complete"],
  ["function f() {", "incomplete"],
  ["if (x)", "incomplete"],
  ["const a = [1,", "incomplete"],
  ["tf.", "incomplete"],
  ["const a =\n", "incomplete"],
  ["`text", "incomplete"],
  ["/* a comment", "incomplete"],
  ["const = 3", "invalid"],
  ["const = 3; function f() {", "invalid"],
  ["'text", "invalid"],
  ["f())", "invalid"],
  ["function f() {\n\n\n", "invalid"],
])("%j is %s", (code, status) => {
  expect(completeness(code).status).toBe(status);
});

it("indents what goes on", () => {
  expect(completeness("function f() {\n  if (x) {")).toEqual({ status: "incomplete", indent: "    " });
});
