import { expect, it } from "vitest";
import { tableOneModel } from "../../src/claims/table-one-model";

it("takes on 8 cards what He et al. took, as its card is theirs, and about an hour on Goyal's 256", () => {
  const { published, training } = tableOneModel();
  const [he, goyal] = published;
  expect([he?.devices, goyal?.devices]).toEqual([8, 256]);
  const [eight, many] = training([8, 256]);
  // Between cards the model adds what the published rate of eight already holds: a little.
  const overPublished = [eight, many].map((row, i) => ((row?.hours ?? 0) * 60) / (published[i]?.minutes ?? 1));
  for (const ratio of overPublished) {
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(1.1);
  }
  expect(eight).toMatchObject({ devices: 8, batch: 256 });
});

it("needs more examples with a batch that is large beside the critical one", () => {
  const { training } = tableOneModel();
  const hours = (critical?: number) => training([1024], critical)[0]?.hours ?? 0;
  // E = E_min (1 + B / B_crit): twice as many at the critical batch.
  expect(hours(32 * 1024) / hours()).toBeCloseTo(2, 10);
});
