import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import type { OptimizerName } from "../../../src/config";
import type { Remedies } from "../../../src/train/remedies/check";
import { remedyTexts } from "../../../src/train/remedies/check";
import { REMEDY_NAMES } from "../../../src/train/remedies/registry";
import { ENGINES, farthest, runOf, twentySteps } from "./small";

interface Fixture {
  remedies: Remedies;
  optimizer: OptimizerName;
  weightDecay: number;
  learningRate: number;
  rates: number[];
  losses: number[];
  weights: number[];
  statistics: number[];
}

/** Made by fixtures/make_remedies.py and make_more_remedies.py in float64 JAX. */
const fixtures: Fixture[] = ["remedies", "more-remedies"].flatMap((name) =>
  JSON.parse(readFileSync(`${__dirname}/../../fixtures/${name}.json`, "utf8")),
);

beforeAll(async () => {
  await useBackend();
});

describe("twenty steps against float64 JAX", () => {
  it.each(
    fixtures.flatMap((fixture) =>
      (["eager", "compiled"] as const).map((how) => ({ ...fixture, how, what: remedyTexts(fixture.remedies).join(" ") })),
    ),
  )("$what, $optimizer, weight decay $weightDecay, $how", ({ how, remedies, optimizer, weightDecay, learningRate, ...wanted }) => {
    const got = twentySteps(runOf({ remedies, optimizer, weightDecay, learningRate }), ENGINES[how]);
    expect(farthest(got.rates, wanted.rates)).toBeLessThan(1e-6);
    expect(farthest(got.losses, wanted.losses)).toBeLessThan(1e-4);
    expect(farthest(got.end.weights, wanted.weights)).toBeLessThan(1e-3);
    expect(farthest(got.end.statistics, wanted.statistics)).toBeLessThan(1e-3);
  });
});

it("each remedy is in a fixture", () => {
  const covered = new Set(fixtures.flatMap(({ remedies }) => Object.keys(remedies)));
  expect(REMEDY_NAMES.filter((name) => !covered.has(name))).toEqual([]);
});
