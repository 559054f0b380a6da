import { expect, it } from "vitest";
import { toFilter } from "../../src/cli/run-filter";
import { UsageError } from "../../src/errors";

it("flags that choose runs are lists of names, numbers and ranges", () => {
  expect(toFilter({ network: "F1, mlp", batch: "32,256", seed: "1-3,8", status: "done,failed" })).toEqual({
    network: ["F1", "mlp"],
    batch: [32, 256],
    seed: [1, 2, 3, 8],
    status: ["done", "failed"],
  });
  expect(toFilter({})).toEqual({});
});

it.each([
  [{ status: "finished" }, '--status takes done, running, stopped, failed, damaged; got "finished"'],
  [{ seed: "5-1" }, '--seed takes whole numbers and ranges separated by commas, such as 1-5,8; got "5-1"'],
  [{ seed: "1-99999999" }, "--seed takes whole numbers"],
  [{ batch: "big" }, "--batch takes whole numbers"],
  [{ batch: "" }, "--batch takes whole numbers"],
])("%o is refused", (flags, why) => {
  expect(() => toFilter(flags)).toThrow(why);
  expect(() => toFilter(flags)).toThrow(UsageError);
});
