import { describe, expect, it } from "vitest";
import { downloadLines } from "../../src/data/places";

describe("downloadLines", () => {
  const linesOf = (size: number, total?: number) => {
    const lines: string[] = [];
    const onProgress = downloadLines("file", (line) => lines.push(line));
    for (let done = 0; done <= size; done += size / 1000) onProgress(done, total);
    return lines;
  };

  it("says each tenth once", () => {
    const lines = linesOf(50e6, 50e6);
    expect(lines.length).toBe(11);
    expect([lines[0], lines[1], lines[10]]).toEqual(["0.0", "5.0", "50.0"].map((done) => `Downloading file: ${done} of 50.0 MB`));
  });

  it("says every 10 MB where the size is unknown", () => {
    expect(linesOf(25e6)).toEqual(["0.0", "10.0", "20.0"].map((done) => `Downloading file: ${done} MB`));
  });
});
