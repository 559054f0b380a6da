import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedOrder, firstExamples, holdOut } from "../../src/data/subset";

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

describe("holdOut", () => {
  const split = (labels: Uint8Array) => ({
    // Image i is four bytes that spell i.
    images: Uint8Array.from({ length: 4 * labels.length }, (_, at) => (Math.floor(at / 4) >> (8 * (at % 4))) & 255),
    labels,
    count: labels.length,
  });
  const numbers = ({ images, count }: { images: Uint8Array; count: number }) =>
    Array.from({ length: count }, (_, i) => new DataView(images.buffer, images.byteOffset).getUint32(4 * i, true));
  const cases = labelSets
    .filter((labels) => labels.length >= 2)
    .chain((labels) => fc.tuple(fc.constant(labels), fc.integer({ min: 1, max: labels.length - 1 })));

  it("parts the examples: none in both, none lost, images with their labels", () => {
    fc.assert(
      fc.property(cases, ([labels, validation]) => {
        const parts = holdOut(split(labels), 4, { validation });
        expect(parts.validation.count).toBe(validation);
        const [train, held] = [numbers(parts.train), numbers(parts.validation)];
        expect([...train, ...held].sort((a, b) => a - b)).toEqual(Array.from(labels.keys()));
        expect(train.map((i) => labels[i])).toEqual(Array.from(parts.train.labels));
        expect(held.map((i) => labels[i])).toEqual(Array.from(parts.validation.labels));
      }),
    );
  });

  it("holds out of each class alike, as far as it has examples", () => {
    fc.assert(
      fc.property(cases, ([labels, validation]) => {
        const held = holdOut(split(labels), 4, { validation }).validation.labels;
        const counts = [0, 1, 2, 3].map((label) => held.filter((each) => each === label).length);
        const there = [0, 1, 2, 3].map((label) => labels.filter((each) => each === label).length);
        const most = Math.max(...counts);
        counts.forEach((count, label) => {
          if (count < (there[label] as number)) expect(count).toBeGreaterThanOrEqual(most - 1);
        });
      }),
    );
    // The end of the balanced order would be of one class here.
    const uneven = Uint8Array.from({ length: 40 }, (_, i) => (i < 30 ? 0 : 1));
    expect(Array.from(holdOut(split(uneven), 2, { validation: 8 }).validation.labels).filter((label) => label === 1)).toHaveLength(4);
  });

  it("takes trainSize from the beginning of the order, and a smaller part is part of a larger one", () => {
    const all = split(Uint8Array.from({ length: 60 }, (_, i) => i % 3));
    const small = holdOut(all, 3, { trainSize: 20, validation: 6 });
    const large = holdOut(all, 3, { trainSize: 30, validation: 12 });
    expect(small.train.images).toEqual(firstExamples(all, 3, 20).images);
    expect(large.train.images).toEqual(firstExamples(all, 3, 30).images);
    expect(numbers(large.validation).slice(0, 6)).toEqual(numbers(small.validation));
  });

  it.each([0, 30, 2.5, -1])("refuses to hold out %s of 30 examples", (validation) => {
    expect(() => holdOut(split(Uint8Array.from({ length: 30 }, (_, i) => i % 3)), 3, { validation })).toThrow(
      /validation must be a whole number from 1 to 29.*got/,
    );
  });

  it("refuses a trainSize beyond what is left", () => {
    const all = split(Uint8Array.from({ length: 30 }, (_, i) => i % 3));
    expect(() => holdOut(all, 3, { trainSize: 21, validation: 10 })).toThrow(/trainSize must be a whole number from 1 to 20.*got 21/);
  });
});
