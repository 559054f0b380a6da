import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { morph, SHAPES } from "../../src/data/glyph-shapes";
import { GLYPH_STYLE, glyphSamples, makeGlyphs, pixelNoise } from "../../src/data/glyphs";
import { GLYPH_100_NAMES, glyph100Samples } from "../../src/data/glyphs-100";
import { inProject } from "../../src/project";
import { random } from "../../src/random";

describe("glyphs", () => {
  it("come out of the seed alone", () => {
    expect(glyphSamples(20, 5)).toEqual(glyphSamples(20, 5));
    expect(glyphSamples(20, 5).images).not.toEqual(glyphSamples(20, 6).images);
    expect(glyph100Samples(20, 5)).toEqual(glyph100Samples(20, 5));
    expect(glyph100Samples(20, 5).images).not.toEqual(glyph100Samples(20, 6).images);
  });

  it("have balanced classes in no order", () => {
    const { labels, images, count } = glyphSamples(200, 1);
    expect([images.length, count]).toEqual([200 * 28 * 28, 200]);
    for (let label = 0; label < 10; label++) expect(labels.filter((each) => each === label).length).toBe(20);
    expect(Array.from(labels)).not.toEqual(Array.from(labels).sort());

    const hundred = glyph100Samples(300, 1);
    expect([hundred.images.length, GLYPH_100_NAMES.length, new Set(GLYPH_100_NAMES).size]).toEqual([300 * 32 * 32 * 3, 100, 100]);
    for (let label = 0; label < 100; label++) expect(hundred.labels.filter((each) => each === label).length).toBe(3);
  });

  it("look like their class: without disturbance, all samples of a class are the same and no two classes are", () => {
    const still = { ...GLYPH_STYLE, morph: 0, jitter: 0, turn: 0, shear: 0, move: 0, noise: 0 };
    const fixed = { ...still, scale: [9, 9], width: [2, 2], contrast: [1, 1], distractor: [0, 0] } as const;
    const { images, labels } = makeGlyphs(40, random(1), fixed);
    const picture = (i: number) => images.subarray(i * 784, (i + 1) * 784).join();
    const byClass = Array.from(
      { length: 10 },
      (_, label) =>
        new Set(
          Array.from(labels.keys())
            .filter((i) => labels[i] === label)
            .map(picture),
        ),
    );
    expect(byClass.map((pictures) => pictures.size)).toEqual(new Array(10).fill(1));
    expect(new Set(byClass.flatMap((pictures) => [...pictures])).size).toBe(10);
  });

  it("use noise of mean 0 and sd 1", () => {
    const stream = random(3);
    const draws = Array.from({ length: 20_000 }, () => pixelNoise(stream));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    // Five standard errors: 5/√20,000 = 0.035, and at most 5·√2/√20,000 = 0.05 for the variance.
    expect(Math.abs(mean)).toBeLessThan(0.035);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it("are drawn with exact arithmetic only, so that every platform gives the same bits", async () => {
    for (const file of ["strokes", "glyph-shapes", "glyphs", "glyphs-100", "../random"]) {
      const source = await readFile(inProject("src", "data", `${file}.ts`), "utf8");
      const used = new Set(Array.from(source.matchAll(/Math\.(\w+)/g), (match) => match[1]));
      for (const name of ["abs", "ceil", "floor", "imul", "max", "min", "sqrt"]) used.delete(name);
      expect([file, ...used]).toEqual([file]);
      expect(source).not.toContain(" ** ");
    }
  });
});

describe("morph", () => {
  it("goes from one shape to the other, point by point", () => {
    const [from, to] = [SHAPES[0], SHAPES[1]] as [(typeof SHAPES)[number], (typeof SHAPES)[number]];
    expect(morph(from, to, 0)).toEqual(from);
    expect(morph(from, to, 0.5)[0]?.[0]).toEqual([0.05, -0.95]);
  });
});
