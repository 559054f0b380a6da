import { describe, expect, it } from "vitest";
import { benchRemedies, benchRun, measurable, REMEDY_CELLS, type RemedyRow, remediesTable, remedyRow } from "../../src/bench/remedies";
import { workOf } from "../../src/bench/work";
import { REMEDIES } from "../../src/train/remedies/registry";

const cell = { network: "mlp", batch: 64 } as const;

describe("bench remedies", () => {
  it("measures a remedy beside the plain step of the same optimizer, and says why another is left out", async () => {
    const rows = await benchRemedies({ ...cell, rounds: 1, only: ["sam", "ghostBatchNorm"] });
    const [first, sam] = rows as [{ leftOut: string }, RemedyRow];
    expect(first).toMatchObject({ network: "mlp", batch: 64, remedy: "ghostBatchNorm" });
    expect(first.leftOut).toMatch(/has no batch norm/);
    expect(sam).toMatchObject({ remedy: "sam", text: "sam:rho=0.05", optimizer: "momentum", cost: 2, ofSchedule: false });
    expect(sam.plain.median).toBeGreaterThan(0);
    expect(sam.ratio.median).toBe(sam.ms.median / sam.plain.median);
    expect(sam.ofCost).toBe(sam.ratio.median / 2);
  });

  it("compares round by round, and with the cost at the settings at hand", () => {
    const run = benchRun(cell, "momentum", ["conservative:iterations=4"]);
    // A machine that is half as fast in the second round.
    const row = remedyRow(cell, { name: "conservative" }, run, { plain: [1, 2, 1], remedy: [4, 8, 6] });
    expect(row.ratio).toEqual({ median: 4, min: 4, max: 6 });
    expect(row).toMatchObject({ cost: 4, ofCost: 1, plain: { median: 1, max: 2 }, ms: { median: 6 } });
  });

  it("writes a table that marks what costs more than it says, remedies of the schedule and another optimizer", () => {
    const times = { plain: [2, 2, 2], remedy: [5, 4, 7] };
    const rows = [
      remedyRow(cell, { name: "sam" }, benchRun(cell, "momentum", ["sam"]), times),
      remedyRow(cell, { name: "lamb" }, benchRun(cell, "adam", ["lamb"]), { plain: [2], remedy: [2.2] }),
      remedyRow(cell, { name: "scaling", schedule: () => (next) => next }, benchRun(cell, "momentum", ["scaling"]), times),
    ];
    const table = remediesTable([...rows, { ...cell, remedy: "ghostBatchNorm", leftOut: "no batch norm" }]);
    const cells = table.split("\n").map((line) => line.split(" | "));
    expect(cells[2]?.slice(2)).toEqual(["sam:rho=0.05", "2.00", "5.00 (4.00–7.00)", "2.50 (2.00–3.50)", "2", "1.25 !", "– |"]);
    expect(cells[3]?.[2]).toBe("lamb:layers=kernels, adam");
    expect(cells[3]?.at(-2)).toBe("1.10");
    expect(cells[4]?.[2]).toBe("scaling:base=256:rule=linear *");
    expect(table).toContain("Left out on mlp at batch 64: ghostBatchNorm: no batch norm");
  });

  it("compares a remedy that cuts the batch also with as many plain steps of a part", async () => {
    const run = benchRun(cell, "momentum", ["extrapSgd:workers=4"]);
    const row = remedyRow(cell, { name: "extrapSgd" }, run, { plain: [1, 1], remedy: [6, 12], part: [0.5, 1], cuts: 4 });
    expect(row).toMatchObject({ cost: 2, ofCost: 4.5, cut: { parts: 4, ofCost: { median: 1.5, min: 1.5, max: 1.5 } } });
    expect(remediesTable([row])).toContain("| 4.50 ! | 1.50 ! |");
    const [measured] = (await benchRemedies({ ...cell, rounds: 1, only: ["postLocalSgd"] })) as [RemedyRow];
    expect(measured.cut).toMatchObject({ parts: 16 });
    expect(measured.cut?.ofCost.median).toBeGreaterThan(0);
  });

  it("can measure every remedy on one of its networks or another", () => {
    const works = REMEDY_CELLS.map((cell) => workOf(cell));
    const never = REMEDIES.filter(({ name }) => works.every((work) => "leftOut" in measurable(work, name)));
    expect(never.map(({ name }) => name)).toEqual([]);
  });
});
