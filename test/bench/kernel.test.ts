import { describe, expect, it } from "vitest";
import { benchKernel, type KernelRow, rowOf } from "../../src/bench/kernel";
import { probeKernels, probesTable } from "../../src/bench/kernel-probes";
import { kernelTable } from "../../src/bench/kernel-table";
import { type BenchKernel, benchKernels } from "../../src/bench/kernels";
import { kernelspec } from "../../src/kernel/install";

describe("bench kernel", () => {
  it("measures this kernel and stock tslab in turn, and counts the lines that arrived", async () => {
    const turns: string[] = [];
    const rows = await benchKernel({ rounds: 1, cells: 3, onProgress: (line) => turns.push(line) });
    expect(rows.map((row) => row.kernel)).toEqual(["largebatch", "tslab"]);
    for (const row of rows) {
      expect(row.failures).toEqual({});
      for (const task of ["start", "trivial", "declaring", "lines", "display"] as const) expect(row.ms[task]?.median).toBeGreaterThan(0);
      // A Node with a compiler in it: in megabytes, not bytes or kilobytes.
      expect(row.memoryMB?.median).toBeGreaterThan(50);
      expect(row.memoryMB?.median).toBeLessThan(2000);
    }
    expect(rows[0]?.lines).toEqual({ median: 100_000, min: 100_000, max: 100_000 });
    expect(rows[1]?.lines?.max).toBeLessThan(100_000);
    expect(turns.slice(0, 3)).toEqual(["start, round 1 of 1", "trivial, warming up", "trivial, round 1 of 1"]);
  });

  it("says which kernel failed what, and refuses lost lines of ours", () => {
    const [ours, stock] = benchKernels(false) as [BenchKernel, BenchKernel];
    const lost = { ms: 1, arrived: 99_999, ordered: true };
    expect(rowOf(stock, ["lines"], () => [lost])).toMatchObject({ lines: { max: 99_999 }, failures: {} });
    expect(() => rowOf(ours, ["lines"], () => [lost])).toThrow("Our kernel lost lines or their order: 99999 of 100,000 arrived.");
    expect(() => rowOf(ours, ["lines"], () => [{ ms: 1, arrived: 100_000, ordered: false }])).toThrow("order");
    expect(() => rowOf(ours, ["trivial"], () => [{ ms: 1, lost: 1 }])).toThrow("Our kernel lost the answers of 1 cells (trivial).");
    expect(rowOf(stock, ["display"], () => [{ ms: 1 }, { error: "no reply" }])).toMatchObject({
      ms: {},
      failures: { display: "no reply" },
    });
  });

  it("starts our kernel as the kernelspec does", () => {
    expect(benchKernels(false)[0]?.spec).toEqual(kernelspec());
  });

  it("refuses a number of rounds that is none", async () => {
    await expect(benchKernel({ rounds: 0 })).rejects.toThrow("--rounds must be a whole number from 1 on; got 0.");
  });

  it("draws a table: kernels side by side, medians with their range, a dash for what failed", () => {
    const spread = (...values: [number, number, number]) => ({ min: values[0], median: values[1], max: values[2] });
    const rows: KernelRow[] = [
      { kernel: "largebatch", version: "0.1.0", ms: { start: spread(900, 1234.4, 2000) }, memoryMB: spread(150, 150, 150), failures: {} },
      { kernel: "ipykernel", version: "unknown", ms: { start: spread(4.25, 4.31, 12.6) }, failures: { memory: "no reply" } },
    ];
    expect(kernelTable(rows)).toBe(`| | largebatch 0.1.0 | ipykernel |
|---|---|---|
| start to first answer, ms | 1,234 (900–2,000) | 4.3 (4.3–13) |
| memory after 500 declaring cells, MB | 150 | – |

Median (smallest–largest).`);
  });

  it("tells which probes a kernel passes; ours passes all", async () => {
    const found = await probeKernels("features", { only: ["largebatch"] });
    const [ours] = found;
    expect(Object.entries(ours?.outcomes ?? {}).filter(([, outcome]) => outcome !== "ok")).toEqual([]);
    expect(probesTable(found)).toContain("| types are checked | yes |\n");
    expect(probesTable(found)).toMatch(/\| \*\*passed\*\* \| \*\*(\d+) of \1\*\* \|$/);
  });
});
