import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors";
import { buildNetwork } from "../../src/model/networks";

describe("parameter counts of Keskar's networks", () => {
  // Computed from the architectures of the paper (Appendix B) and the authors' code.
  it.each([
    ["F1", [784], 10, 1_462_794],
    ["F2", [360], 1973, 2_780_085],
    ["C1", [32, 32, 3], 10, 1_757_834],
    ["C2", [32, 32, 3], 10, 14_991_946],
    ["C3", [32, 32, 3], 100, 1_775_204],
    ["C4", [32, 32, 3], 100, 15_038_116],
  ])("%s on %j with %i classes has %i", (name, input, classes, parameters) => {
    expect(buildNetwork(name, input, classes).dimension).toBe(parameters);
  });

  it("counts F1 without batch norm as 784·512 + 4·512² + 512·10 weights and their biases", () => {
    expect(buildNetwork("mlp5", [28, 28, 1], 10).dimension).toBe(784 * 512 + 4 * 512 ** 2 + 512 * 10 + 5 * 512 + 10);
  });
});

describe("refusals", () => {
  it("lists the networks for an unknown name", () => {
    expect(() => buildNetwork("C9", [28, 28, 1], 10)).toThrow(UsageError);
    expect(() => buildNetwork("C9", [28, 28, 1], 10)).toThrow(/mlp, mlp5, cnn, F1, F2, C1, C2, C3, C4/);
    expect(() => buildNetwork("constructor", [28, 28, 1], 10)).toThrow(UsageError);
  });

  it("says what C3 is for", () => {
    expect(() => buildNetwork("C3", [32, 32, 3], 10)).toThrow(/100 classes, the data has 10/);
  });

  it("refuses a convolution on flat examples", () => {
    expect(() => buildNetwork("cnn", [784], 10)).toThrow(/takes images/);
  });
});
