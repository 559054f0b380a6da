import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIdxImages, parseIdxLabels } from "../../src/data/idx";
import { UserError } from "../../src/errors";
import { idx, noise } from "./helpers";

const images = idx(0x803, [5, 4, 3], noise(60));
const labels = idx(0x801, [6], [0, 1, 2, 3, 2, 1]);
const readImages = (file: Uint8Array) => parseIdxImages(file, "images", [5, 4, 3]);
const readLabels = (file: Uint8Array) => parseIdxLabels(file, "labels", 6, 4);

describe("IDX", () => {
  it("gives the values after the header, also of a view into a larger buffer", () => {
    expect(readImages(images)).toEqual(noise(60));
    expect(Array.from(readLabels(labels))).toEqual([0, 1, 2, 3, 2, 1]);
    const moved = new Uint8Array(images.length + 3);
    moved.set(images, 3);
    expect(readImages(moved.subarray(3))).toEqual(noise(60));
  });

  it("says when the two kinds were exchanged", () => {
    expect(() => readImages(labels)).toThrow(/should be an IDX file of images \(magic number 2051\), got an IDX file of labels/);
    expect(() => readLabels(images)).toThrow(/should be an IDX file of labels.*got an IDX file of images/);
  });

  it("says which label is impossible", () => {
    expect(() => parseIdxLabels(labels, "labels", 6, 3)).toThrow(/label 3 at example 3; labels run from 0 to 2/);
  });

  it("refuses another number of examples than expected", () => {
    expect(() => parseIdxLabels(labels, "labels", 7, 4)).toThrow(/should hold 7 values, its header says 6/);
    expect(() => parseIdxImages(images, "images", [5, 3, 4])).toThrow(/5 × 3 × 4 values, its header says 5 × 4 × 3/);
  });

  it("refuses every changed header byte", () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = images.slice();
        broken[at] = (broken[at] as number) ^ change;
        expect(() => readImages(broken)).toThrow(UserError);
      }),
    );
  });

  it("refuses every other length, shorter or longer", () => {
    fc.assert(
      fc.property(fc.nat(200), (length) => {
        fc.pre(length !== images.length);
        const broken = new Uint8Array(length);
        broken.set(images.subarray(0, length));
        expect(() => readImages(broken)).toThrow(UserError);
      }),
    );
  });

  it("never returns labels that are no class, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 6 }), fc.boolean(), (tail, whole) => {
        const file = whole ? Uint8Array.from([...labels.subarray(0, 14 - tail.length), ...tail]) : Uint8Array.from([...labels, ...tail]);
        try {
          const read = readLabels(file);
          expect(read.length).toBe(6);
          expect(Math.max(...read)).toBeLessThan(4);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
