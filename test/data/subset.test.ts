import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedOrder, firstExamples } from "../../src/data/subset";

const labelSets = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }).map((labels) => Uint8Array.from(labels));

describe("balancedOrder", () => {
  it("holds every example once, and each beginning is as balanced as the classes allow", () => {
    fc.assert(
      fc.property(labelSets, (labels) => {
        const order = Array.from(balancedOrder(labels, 4));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from(labels.keys()));
        const there = [0, 0, 0, 0].map((_, label) => labels.filter((each) => each === label).length);
        const taken = [0, 0, 0, 0];
        for (const example of order) {
          const label = labels[example] as number;
          // A class may be ahead of another by one at most, unless the other has run out.
          for (const other of [0, 1, 2, 3]) {
            if ((taken[other] as number) < (there[other] as number)) expect(taken[label]).toBeLessThanOrEqual(taken[other] as number);
          }
          taken[label] = (taken[label] as number) + 1;
        }
      }),
    );
  });

  it("does not follow the order of the data", () => {
    const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
    const order = Array.from(balancedOrder(labels, 2));
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
    const zeros = order.filter((i) => labels[i] === 0);
    expect(zeros).not.toEqual([...zeros].sort((a, b) => a - b));
    const firstOfPairs = order.filter((_, i) => i % 2 === 0).map((i) => labels[i]);
    expect(new Set(firstOfPairs)).toEqual(new Set([0, 1]));
  });
});

describe("firstExamples", () => {
  // Image i is two bytes of value i.
  const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
  const split = { images: Uint8Array.from({ length: 60 }, (_, i) => Math.floor(i / 2)), labels, count: 30 };

  it("keeps images and labels together, and a smaller set is the beginning of a larger one", () => {
    const few = firstExamples(split, 3, 7);
    const more = firstExamples(split, 3, 20);
    expect(few.count).toBe(7);
    expect(Array.from(few.labels)).toEqual(Array.from(few.labels, (_, i) => (few.images[2 * i] as number) % 3));
    expect(few.images).toEqual(more.images.subarray(0, 14));
    expect(few.images.length).toBe(14);
  });

  it.each([0, 31, 2.5, -1, Number.NaN])("refuses %s of 30 examples", (count) => {
    expect(() => firstExamples(split, 3, count)).toThrow(/trainSize must be a whole number from 1 to 30.*got/);
  });
});
