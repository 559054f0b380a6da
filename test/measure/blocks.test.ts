import { describe, expect, it } from "vitest";
import { blockOperator, layerBlocks, weightBlocks } from "../../src/measure/blocks";
import { topEigenpairs } from "../../src/measure/lanczos";
import { matrixOperator } from "../../src/measure/operator";
import { buildNetwork } from "../../src/model/networks";
import { random } from "../../src/random";
import { counting, randomSymmetric } from "./matrices";

const WEIGHTS = [
  { name: "0/kernel", shape: [2, 3] },
  { name: "0/bias", shape: [3] },
  { name: "2/gamma", shape: [1] },
  { name: "10/kernel", shape: [3, 2] },
];

describe("the blocks of weights", () => {
  it("lie one after another, as in the flat vector", () => {
    expect(weightBlocks(WEIGHTS)).toEqual([
      { name: "0/kernel", from: 0, to: 6 },
      { name: "0/bias", from: 6, to: 9 },
      { name: "2/gamma", from: 9, to: 10 },
      { name: "10/kernel", from: 10, to: 16 },
    ]);
  });

  it("make the blocks of layers together", () => {
    expect(layerBlocks(WEIGHTS)).toEqual([
      { name: "0", from: 0, to: 9 },
      { name: "2", from: 9, to: 10 },
      { name: "10", from: 10, to: 16 },
    ]);
  });

  it("cover a network's weights", () => {
    const { weights, dimension } = buildNetwork("C1", [32, 32, 3], 10);
    for (const blocks of [weightBlocks(weights), layerBlocks(weights)]) {
      expect(blocks.map(({ from }) => from)).toEqual([0, ...blocks.slice(0, -1).map(({ to }) => to)]);
      expect(blocks.at(-1)?.to).toBe(dimension);
      expect(blocks.every(({ from, to }) => from < to)).toBe(true);
    }
    expect(weightBlocks(weights).map(({ name }) => name)).toEqual(weights.map(({ name }) => name));
  });
});

describe("the operator of a block", () => {
  const rows = randomSymmetric(16, 1);
  const block = { name: "0/bias", from: 6, to: 9 };

  it("is the diagonal block of the matrix", async () => {
    const inside = blockOperator(matrixOperator(rows), block);
    const direct = matrixOperator(rows.slice(6, 9).map((row) => row.slice(6, 9)));
    expect(inside.dimension).toBe(3);
    const v = Float64Array.of(1, -2, 0.5);
    expect([...(await inside.apply(v))]).toEqual([...(await direct.apply(v))].map((value) => expect.closeTo(value, 14)));
  });

  it("takes a product of the whole each, and other measures act on it", async () => {
    const counted = counting(matrixOperator(rows));
    const { pairs, products } = await topEigenpairs(blockOperator(counted, block), 3, { random: random(1) });
    expect(counted.count).toBe(products);
    const trace = [6, 7, 8].reduce((sum, i) => sum + ((rows[i] as number[])[i] as number), 0);
    expect(pairs.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(trace, 10);
  });

  it.each([
    { name: "x", from: 3, to: 3 },
    { name: "x", from: -1, to: 2 },
    { name: "x", from: 10, to: 17 },
    { name: "x", from: 0.5, to: 2 },
  ])("is refused for %o", (wrong) => {
    expect(() => blockOperator(matrixOperator(rows), wrong)).toThrow(/lies within 0 … 16 and is not empty; x has/);
  });
});
