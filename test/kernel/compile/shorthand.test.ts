/** Variables of earlier cells in shorthand properties, alone or with others, beside those of the cell itself. Through the real kernel. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CellResult, notebookFolder, outputsOf, runSteps } from "../client";

const { folder, remove } = notebookFolder();
afterAll(remove);

const cells = [
  'const batch = 32; let rate = 0.1; const named = "outer";',
  "JSON.stringify({ batch })",
  "rate = 0.2; JSON.stringify({ rate, own: [{ batch }] })",
  'const own = 1; JSON.stringify({ own, batch: 3, rate, f: (named: string) => ({ named }), g: ((named: string) => ({ named }))("inner") })',
];
let results: CellResult[];
beforeAll(async () => {
  ({ results } = await runSteps(
    folder,
    cells.map((code) => ({ code })),
  ));
});

const shownBy = (result: CellResult | undefined): string =>
  String((outputsOf(result as CellResult, "execute_result")[0]?.data as Record<string, unknown> | undefined)?.["text/plain"]);

it("are read as they are now", () => {
  expect(shownBy(results[1])).toContain('{"batch":32}');
  expect(shownBy(results[2])).toContain('{"rate":0.2,"own":[{"batch":32}]}');
});

it("leave alone what the cell declares itself", () => {
  expect(shownBy(results[3])).toContain('{"own":1,"batch":3,"rate":0.2,"g":{"named":"inner"}}');
});
