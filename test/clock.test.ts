import { expect, it } from "vitest";
import { clock } from "../src/clock";

it.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [59.6, "1:00"],
  [750, "12:30"],
  [3723, "1:02:03"],
  [-1, "0:00"],
])("%s seconds are %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
