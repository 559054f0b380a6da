import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCifar } from "../../src/data/cifar-format";
import { UserError } from "../../src/errors";

// Two records of 1 × 2 × 3: label, red red, green green, blue blue.
const content = Uint8Array.from([1, 10, 11, 20, 21, 30, 31, 0, 40, 41, 50, 51, 60, 61]);
const read = (bytes: Uint8Array, count = 2) => parseCifar([{ name: "batch", content: bytes, count }], [1, 2, 3], 3);

describe("CIFAR-10's layout", () => {
  it("brings the channels of a pixel together", () => {
    const split = read(content);
    expect(Array.from(split.images)).toEqual([10, 20, 30, 11, 21, 31, 40, 50, 60, 41, 51, 61]);
    expect(Array.from(split.labels)).toEqual([1, 0]);
  });

  it("puts files one after the other", () => {
    const files = [content, content.subarray(7)].map((bytes, i) => ({ name: `${i}`, content: bytes, count: 2 - i }));
    const split = parseCifar(files, [1, 2, 3], 3);
    expect(Array.from(split.labels)).toEqual([1, 0, 0]);
    expect(Array.from(split.images.subarray(12))).toEqual([40, 50, 60, 41, 51, 61]);
  });

  it("refuses every other length", () => {
    fc.assert(
      fc.property(fc.nat(40), (length) => {
        fc.pre(length !== content.length);
        const broken = new Uint8Array(length);
        broken.set(content.subarray(0, length));
        expect(() => read(broken)).toThrow(/should have 2 records of 7 bytes, 14 in all, got/);
      }),
    );
  });

  it("refuses a label that is no class, and says where", () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1), fc.integer({ min: 3, max: 255 }), (record, label) => {
        const broken = content.slice();
        broken[record * 7] = label;
        expect(() => read(broken)).toThrow(UserError);
        expect(() => read(broken)).toThrow(`batch has the label ${label} at record ${record}; labels run from 0 to 2`);
      }),
    );
  });
});
