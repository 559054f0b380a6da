import { expect, it } from "vitest";
import { landscapeNote } from "../../src/figure/landscape-note";

it("states batch, data, examples, batch norm and the unit of the directions", () => {
  const note = landscapeNote({
    network: "F1",
    data: "mnist",
    batch: [256, 6000],
    split: "train",
    examples: 60_000,
    batchNorm: "recomputed",
    seed: 1,
    directions: { normalisation: "filter", seed: 7 },
  });
  expect(note).toBe(
    "F1 on mnist, batch 256 and 6,000, seed 1; training data, 60,000 examples<br>batch norm: statistics recomputed at each point; random directions of seed 7, 1 = norm of each filter",
  );
});

it("leaves out what there is none of", () => {
  const note = landscapeNote({ network: "mlp", data: "glyphs", batch: 32, split: "both", examples: [2000, 1000] });
  expect(note).toBe("mlp on glyphs, batch 32; training and test data, 2,000 and 1,000 examples<br>no batch norm");
});
