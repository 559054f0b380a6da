import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { decodeSealed, decodeTensors, encodeSealed, encodeTensors, type Stored } from "../../src/train/safetensors";

const python = Uint8Array.from(readFileSync(join(__dirname, "../fixtures/python.safetensors")));
const content: Stored = {
  tensors: {
    a: { shape: [2, 3], values: Float32Array.of(1.5, -2, 0.1, Number.POSITIVE_INFINITY, -0, 1.401298464324817e-45) },
    empty: { shape: [0, 3], values: new Float32Array() },
    scalar: { shape: [], values: Float32Array.of(7) },
    z: { shape: [3], values: Uint8Array.of(0, 127, 255) },
  },
  metadata: { note: "“made” by Python" },
};

describe("the format", () => {
  it("reads what the Python package wrote, and writes the same bytes", () => {
    expect(decodeTensors(python, "python.safetensors")).toEqual(content);
    expect(encodeTensors(content)).toEqual(Buffer.from(python));
  });

  it("reads numbers that lie at odd places in memory", () => {
    const shifted = new Uint8Array(python.length + 1);
    shifted.set(python, 1);
    expect(decodeTensors(shifted.subarray(1), "shifted")).toEqual(content);
  });

  it.each([
    ["", /has 0 bytes/],
    ["ffffffffffffffff7b7d", /header should end at byte/],
    [`0200000000000000${hex("{]")}`, /JSON/],
    [hexOf(`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, 8), /its header is wrong.*dtype/s],
    [hexOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4), /a should lie at bytes 0 to 8, not 0 to 4/],
    [hexOf(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), /a should lie at bytes 0 to 4, not 4 to 8/],
    [hexOf(`{"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}`, 4), /should have 4\d{12} bytes/],
    [hexOf(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 5), /not \d+/],
    [hexOf(`{"a":[]}`, 0), /header is wrong/],
  ])("refuses %s", (text, message) => {
    const reading = () => decodeTensors(Uint8Array.from(Buffer.from(text, "hex")), "some.safetensors");
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(message);
    expect(reading).toThrow(/some\.safetensors is damaged, or no safetensors file/);
  });

  it("never fails otherwise, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.nat(python.length - 1), fc.integer({ min: 0, max: 255 }), (at, change) => {
        const broken = change === 0 ? python.slice(0, at) : python.map((byte, i) => (i === at ? byte ^ change : byte));
        try {
          decodeTensors(broken, "x");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

describe("a sealed file", () => {
  const sealed = encodeSealed(content);

  it("gives back what was sealed, and is a safetensors file whose last tensor is the sum", () => {
    expect(decodeSealed(sealed, "x")).toEqual(content);
    const plain = decodeTensors(sealed, "x");
    expect(plain.tensors.sha256?.shape).toEqual([32]);
    expect({ ...plain.tensors, sha256: undefined }).toEqual({ ...content.tensors, sha256: undefined });
  });

  it("refuses every cut, and every change of any byte", () => {
    for (let at = 0; at < sealed.length; at++) {
      expect(() => decodeSealed(sealed.slice(0, at), "x")).toThrow(/x is damaged, or not a file of largebatch/);
      expect(() =>
        decodeSealed(
          sealed.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte)),
          "x",
        ),
      ).toThrow(UserError);
    }
    expect(() => decodeSealed(Buffer.concat([sealed, Buffer.alloc(1)]), "x")).toThrow(UserError);
    expect(() => decodeSealed(python, "x")).toThrow(UserError);
  });
});

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}

/** A file with this header and so many zero bytes. */
function hexOf(header: string, bytes: number): string {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(bytes)]).toString("hex");
}
