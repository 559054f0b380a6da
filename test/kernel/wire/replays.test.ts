import { expect, it } from "vitest";
import { Replays } from "../../../src/kernel/wire/replays";

it("knows the last signatures, and forgets the oldest half when it has too many", () => {
  const replays = new Replays(8);
  const names = Array.from({ length: 12 }, (_, i) => `signature ${i}`);
  expect(names.every((name) => replays.isNew(name))).toBe(true);
  // The last 4 to 8 are known at any time.
  expect(names.slice(-4).some((name) => replays.isNew(name))).toBe(false);
  expect(replays.isNew("signature 0")).toBe(true);
});
