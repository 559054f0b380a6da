import { describe, expect, it } from "vitest";
import { tableBundle } from "../../../src/kernel/display/table";

const frame = {
  columns: ["batch", "accuracy", "net"],
  values: [
    [32, 0.987654321, "F1"],
    [6000, 1.5e-7, '<b>"&'],
  ],
  index: ["a", "b"],
};

describe("tableBundle", () => {
  it("aligns numbers to the right and text to the left", () => {
    expect(tableBundle(frame)["text/plain"]?.split("\n")).toEqual([
      "batch  accuracy  net",
      "   32    0.9877  F1",
      ' 6000    1.5e-7  <b>"&',
    ]);
    const html = tableBundle(frame)["text/html"];
    expect(html).toContain('<th style="text-align: right">accuracy</th>');
    expect(html).toContain('<td style="text-align: left">F1</td>');
  });

  it("escapes HTML", () => {
    expect(tableBundle(frame)["text/html"]).toContain("&lt;b&gt;&quot;&amp;");
    expect(tableBundle(frame)["text/html"]).not.toContain("<b>");
  });

  it("shows the index only if asked", () => {
    expect(tableBundle(frame)["text/plain"]).not.toContain("a ");
    expect(tableBundle(frame, { index: true })["text/plain"]?.split("\n")[1]).toBe("a     32    0.9877  F1");
  });

  it("rounds to the digits asked for and leaves out rows beyond the limit", () => {
    expect(tableBundle(frame, { digits: 2, rows: 1 })["text/plain"]).toBe("batch  accuracy  net\n   32      0.99  F1\n… 1 more rows");
  });

  it("shows missing values as nothing, and what is no number as its name", () => {
    expect(tableBundle({ columns: ["loss"], values: [[null], [Number.NaN], [2]] })["text/plain"]).toBe("loss\n\n NaN\n   2");
  });
});
