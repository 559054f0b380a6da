import { beforeAll, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { farthest, runOf, twentySteps } from "./small";

beforeAll(async () => {
  await useBackend();
});

const langevin = { iterations: 1, gamma: 2, scoping: 0, rate: 0.5, noise: 0, alpha: 0.75, unscaled: false };

it("with one step and no noise is momentum with γ α η′ times the learning rate", () => {
  const plain = twentySteps(runOf({ learningRate: 0.05 * 2 * 0.75 * 0.5 }), compiledEngine, 6);
  const entropy = twentySteps(runOf({ learningRate: 0.05, remedies: { entropySgd: langevin } }), compiledEngine, 6);
  expect(farthest(entropy.losses, plain.losses)).toBeLessThan(1e-5);
  expect(farthest(entropy.end.weights, plain.end.weights)).toBeLessThan(1e-4);
});

it("moves by noise of the size √η′ ε alone where the rest is nothing: mean 0, other numbers in each iteration", () => {
  // L = 1, α = 1 and a tiny η′: x − μ = η′ ∇f − √η′ ε ξ, which is nearly all noise.
  const rate = 1e-8;
  const noise = 1000;
  const moved = (iterations: number) => {
    const run = (remedies: object) => runOf({ optimizer: "sgd", learningRate: 1, remedies: remedies as never });
    const start = twentySteps(runOf({ optimizer: "sgd", learningRate: 1 }), compiledEngine, 0).end.weights;
    const { weights } = twentySteps(
      run({ entropySgd: { iterations, gamma: 0, rate, noise, alpha: 1, unscaled: true } }),
      compiledEngine,
      1,
    ).end;
    return weights.map((weight, i) => (weight - (start[i] as number)) / (Math.sqrt(rate) * noise));
  };
  const meanOf = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;
  for (const iterations of [1, 4]) {
    const numbers = moved(iterations);
    const error = 4 / Math.sqrt(numbers.length);
    expect(Math.abs(meanOf(numbers)) / Math.sqrt(iterations)).toBeLessThan(error);
    expect(Math.abs(meanOf(numbers.map((value) => value ** 2)) / iterations - 1)).toBeLessThan(error * Math.SQRT2);
  }
});
