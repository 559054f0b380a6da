import { describe, expect, it } from "vitest";
import { describeFailure, reportProgress } from "../../src/notebook/progress";

function report(isTTY: boolean, columns = 40): string {
  let text = "";
  const onEvent = reportProgress({ isTTY, columns, write: (part) => (text += part) });
  const at = { notebook: "04-flat-and-sharp", total: 2 };
  onEvent({ event: "notebook started", ...at });
  onEvent({ event: "cell started", ...at, index: 1, line: "const runs = await sweep();" });
  onEvent({ event: "cell finished", ...at, index: 1, line: "const runs = await sweep();" });
  onEvent({ event: "cell started", ...at, index: 2, line: "runs" });
  onEvent({ event: "cell finished", ...at, index: 2, line: "runs" });
  return text;
}

describe("reportProgress", () => {
  it("writes a line for each cell to a file", () => {
    expect(report(false)).toBe("04-flat-and-sharp  cell 1/2  const runs = await sweep();\n04-flat-and-sharp  cell 2/2  runs\n");
  });

  it("writes over one line of a terminal, within its width", () => {
    const lines = report(true).split("\r\u001b[K").slice(1);
    expect(lines).toEqual([
      "04-flat-and-sharp  cell 1/2  const run…",
      "04-flat-and-sharp  cell 2/2  runs",
      "04-flat-and-sharp  2 cells, done\n",
    ]);
    expect(lines[0]).toHaveLength(39);
  });
});

it("describeFailure names notebook and cell, and shows the first lines and the message", () => {
  const source = Array.from({ length: 8 }, (_, i) => `line${i + 1};`).join("\n");
  expect(
    describeFailure({ notebook: "05-sharpness", index: 7, total: 9, source, name: "RangeError", message: "rate -1" }).split("\n"),
  ).toEqual([
    "05-sharpness, cell 7 failed:",
    ...["line1;", "line2;", "line3;", "line4;", "line5;", "line6;", "… 2 more lines"].map((line) => `    ${line}`),
    "RangeError: rate -1",
  ]);
});
