/** Compares data of figures and claims, number by number. */
import type { Claim } from "../claims/claim";
import { compareTexts, type Mismatch, near } from "./compare-text";

/**
 * The values at which two figures part. Numbers of a list may differ by a share of the largest of that list, for a curve that crosses 0 has no relative error there; texts as in `compareTexts`.
 */
export function compareJson(expected: unknown, got: unknown, tolerance: number, where = ""): Mismatch[] {
  if (Array.isArray(expected) && Array.isArray(got)) return compareLists(expected, got, tolerance, where);
  if (isRecord(expected) && isRecord(got)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
    return keys.flatMap((key) => compareJson(expected[key], got[key], tolerance, where === "" ? key : `${where}.${key}`));
  }
  if (typeof expected === "number" && typeof got === "number") {
    return near(expected, got, tolerance) ? [] : [mismatch(where, expected, got)];
  }
  if (typeof expected === "string" && typeof got === "string") {
    return compareTexts(expected, got, tolerance)
      .slice(0, 1)
      .map((each) => ({ ...each, where }));
  }
  return expected === got ? [] : [mismatch(where, expected, got)];
}

function compareLists(expected: unknown[], got: unknown[], tolerance: number, where: string): Mismatch[] {
  if (expected.length !== got.length) return [{ where, expected: `${expected.length} values`, got: `${got.length} values` }];
  const size = expected.reduce<number>((most, value) => (typeof value === "number" ? Math.max(most, Math.abs(value)) : most), 0);
  return expected.flatMap((value, i) => {
    const now = got[i];
    const at = `${where}[${i}]`;
    if (typeof value !== "number" || typeof now !== "number") return compareJson(value, now, tolerance, at);
    return near(value, now, tolerance, tolerance * size) ? [] : [mismatch(at, value, now)];
  });
}

/** How much claims may differ. */
export interface ClaimTolerance {
  /** Of an estimate or an end of its interval, as a share of it. */
  relative: number;
  /** The same as a share of the width of the interval: what other seeds would move, too. */
  ofInterval: number;
}

/** Where two lists of claims part: one that is missing or new, another verdict, statement or number of measurements, an estimate or an interval that moved. */
export function compareClaims(expected: readonly Claim[], got: readonly Claim[], tolerance: ClaimTolerance): Mismatch[] {
  const now = new Map(got.map((claim) => [claim.id, claim]));
  const known = new Set(expected.map(({ id }) => id));
  return [
    ...expected.flatMap((claim) => {
      const other = now.get(claim.id);
      return other ? compareClaim(claim, other, tolerance) : [mismatch(`claim "${claim.id}"`, claim.verdict, undefined)];
    }),
    ...got.flatMap(({ id, verdict }) => (known.has(id) ? [] : [mismatch(`claim "${id}"`, undefined, verdict)])),
  ];
}

function compareClaim(expected: Claim, got: Claim, { relative, ofInterval }: ClaimTolerance): Mismatch[] {
  const at = (what: string) => `claim "${expected.id}", ${what}`;
  const exact = (["statement", "verdict", "n"] as const).flatMap((key) =>
    expected[key] === got[key] ? [] : [mismatch(at(key), expected[key], got[key])],
  );
  const width = expected.interval ? expected.interval[1] - expected.interval[0] : 0;
  const number = (what: string, a: number | null | undefined, b: number | null | undefined): Mismatch[] => {
    const same = typeof a === "number" && typeof b === "number" ? near(a, b, relative, ofInterval * width) : a === b;
    return same ? [] : [mismatch(at(what), a, b)];
  };
  return [
    ...exact,
    ...number("estimate", expected.estimate, got.estimate),
    ...number("low end", expected.interval?.[0], got.interval?.[0]),
    ...number("high end", expected.interval?.[1], got.interval?.[1]),
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const mismatch = (where: string, expected: unknown, got: unknown): Mismatch => ({ where, expected: inWords(expected), got: inWords(got) });

const inWords = (value: unknown): string =>
  value === undefined || value === null ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
