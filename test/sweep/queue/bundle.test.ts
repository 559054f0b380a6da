import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors";
import { random } from "../../../src/random";
import {
  type Bundle,
  bundle,
  type Manifest,
  mayTravel,
  PIECE_BYTES,
  parseManifest,
  pieceName,
  pieceOf,
  piecesOf,
  unpack,
} from "../../../src/sweep/queue/bundle";

const ABOUT = { kind: "done", worker: "w:1", attempts: 1 } as const;

/** All pieces of a bundle, as they would lie in Redis. */
function pieces({ manifest, files }: Bundle): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>();
  for (const [number, { name, bytes }] of manifest.files.entries())
    for (let i = 0; i < piecesOf(bytes); i++) all.set(pieceName(number, i), pieceOf(files.get(name) as Uint8Array, i));
  return all;
}
const unpacked = (manifest: Manifest, all: Map<string, Uint8Array>) => unpack(manifest, async (name) => all.get(name));
const NAMES = ["config.json", "history.jsonl", "weights.safetensors", "measures/keskar-0123.json", "measures/landscape-ab.grid.json"];
const sizes = fc.constantFrom(0, 1, 100, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES);

describe("a bundle", () => {
  it("comes out as it went in, in pieces of a bounded size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...NAMES), sizes, fc.integer()), { maxLength: 4 }), async (wanted) => {
        const files = new Map(
          wanted.map(([name, size, seed]) => [name, Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed * (i % 7)) & 255)]),
        );
        const made = bundle(ABOUT, files);
        const all = pieces(made);
        for (const piece of all.values()) expect(piece.length).toBeLessThanOrEqual(512 * 1024);
        const found = await unpacked(parseManifest(JSON.stringify(made.manifest)), all);
        expect([...found.files.keys()]).toEqual([...files.keys()]);
        for (const [name, bytes] of files) expect(Buffer.from(found.files.get(name) as Uint8Array).equals(bytes)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps to the size of a piece with data that cannot be compressed", () => {
    const bytes = random(1);
    const noise = Uint8Array.from({ length: PIECE_BYTES }, () => bytes.below(256));
    expect(pieceOf(noise, 0).length).toBeLessThanOrEqual(512 * 1024);
  });

  it.each([
    "../result.json",
    "/etc/passwd",
    "measures/../../x.json",
    "measures/.json",
    "measures/a/b.json",
    "checkpoint.safetensors.lock",
    "failure.json",
    "",
    "measures/a.json\0",
    "CONFIG.JSON",
  ])("takes no file called %j", (name) => {
    expect(mayTravel(name)).toBe(false);
    expect(() => bundle(ABOUT, new Map([[name, new Uint8Array()]]))).toThrow(UserError);
  });

  it("takes no file twice, no gigabytes, and no unknown fields", () => {
    const file = { name: "config.json", bytes: 1, sha256: "0".repeat(64) };
    const text = (changes: object) => JSON.stringify({ format: "largebatch bundle 1", ...ABOUT, files: [file], ...changes });
    expect(parseManifest(text({})).files).toEqual([file]);
    const wrong = [
      { files: [file, file] },
      { files: [{ ...file, bytes: 2 ** 31 }] },
      { files: [{ ...file, mode: 7 }] },
      { extra: 1 },
      { kind: "x" },
      { format: "y" },
      { attempts: -1 },
    ];
    for (const changes of wrong) expect(() => parseManifest(text(changes)), JSON.stringify(changes)).toThrow(/refused/);
    for (const each of ["", "null", "[]", "{", '"x"']) expect(() => parseManifest(each)).toThrow(/refused/);
  });

  it("is refused where a piece is missing, damaged, another's, or a bomb", async () => {
    const made = bundle(ABOUT, new Map([["config.json", new Uint8Array(1000).fill(7)]]));
    const piece = (bytes: Uint8Array | undefined) => unpack(made.manifest, async () => bytes);
    await expect(piece(undefined)).rejects.toThrow("is missing");
    await expect(piece(Buffer.from("no deflate"))).rejects.toThrow(/cannot be unpacked|unpacks to/);
    await expect(piece(deflateRawSync(new Uint8Array(1000).fill(8)))).rejects.toThrow("SHA-256");
    await expect(piece(deflateRawSync(new Uint8Array(999)))).rejects.toThrow("999 bytes, not 1000");
    await expect(piece(new Uint8Array(600 * 1024))).rejects.toThrow("at most 524288");
    // A hundred megabytes of zeros in a hundred kilobytes: no more than was announced is ever unpacked.
    await expect(piece(deflateRawSync(new Uint8Array(100e6)))).rejects.toThrow("more than its 1000 bytes");
  });

  it("is refused, never taken for another, whatever is changed in it", async () => {
    const made = bundle(
      ABOUT,
      new Map([
        ["config.json", Buffer.from('{"a":1}')],
        ["weights.safetensors", new Uint8Array(2000).fill(3)],
      ]),
    );
    const all = pieces(made);
    const changed = fc.record({
      text: fc.option(fc.json()),
      key: fc.option(fc.constantFrom(...all.keys())),
      bytes: fc.uint8Array({ maxLength: 3000 }),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(changed, async ({ text, key, bytes, at, by }) => {
        const struck = new Map(all);
        if (key) struck.set(key, bytes);
        const json = text ?? JSON.stringify(made.manifest);
        // One character of the list of files, where nothing else was changed.
        const spoiled =
          text === null && !key
            ? `${json.slice(0, at % json.length)}${String.fromCharCode(json.charCodeAt(at % json.length) ^ by)}${json.slice((at % json.length) + 1)}`
            : json;
        try {
          const found = await unpacked(parseManifest(spoiled), struck);
          for (const [name, content] of found.files)
            expect(Buffer.from(content).equals(Buffer.from(made.files.get(name) ?? []))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
