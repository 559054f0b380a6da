import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { philox, statelessUniform, type Words } from "../../src/backend/philox";
import { uniform } from "../../src/backend/stateless";
import { tf } from "../../src/backend/tf";

const ALL = 0xffffffff;

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("philox", () => {
  // The known answers of the Random123 library (kat_vectors, philox4x32 10).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [ALL, ALL, ALL, ALL],
      [ALL, ALL],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as [Words, [number, number], Words][])("of counter %j and key %j", (counter, key, words) => {
    expect(philox(counter, key)).toEqual(words);
  });
});

describe("statelessUniform", () => {
  it("gives TensorFlow's numbers, bit for bit", () => {
    const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(int32, int32, fc.integer({ min: 1, max: 999 }), (stream, step, length) => {
        const theirs = tf.tidy(() => uniform([length], tf.tensor1d([stream, step], "int32")).dataSync());
        expect(statelessUniform(length, [stream, step])).toEqual(theirs);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});
