import { expect, it } from "vitest";
import { UsageError, UserError } from "../../../src/errors";
import { failureOf } from "../../../src/sweep/pool/failure";
import { describeEnd } from "../../../src/sweep/pool/process";

it.each<[string, unknown, string]>([
  ["a user's mistake", new UserError("The loss is no number any more"), "failed"],
  ["a wrong setting", new UsageError("The batch is larger than the training set"), "failed"],
  ["a full disk", new UserError("Cannot write the checkpoint: ENOSPC: no space left on device, write."), "unwritable"],
  [
    "a full temporary folder",
    Object.assign(new Error("ENOSPC: no space left on device, mkdtemp '/tmp/x'"), { code: "ENOSPC" }),
    "unwritable",
  ],
  ["a file system that is read only", new UserError("Checkpoints cannot be kept in /x: EROFS: read-only file system"), "unwritable"],
  ["a defect", new TypeError("undefined is not a function"), "crashed"],
  ["something thrown that is no error", "oops", "crashed"],
])("%s", (_, error, kind) => {
  const failure = failureOf(error);
  expect(failure.kind).toBe(kind);
  expect(failure.error).toContain(error instanceof Error ? error.message : "oops");
});

it("says how a process ended, with its last words", () => {
  expect(describeEnd(null, "SIGKILL", "")).toMatch(/^it was killed \(SIGKILL\).*want of memory/);
  expect(describeEnd(null, "SIGABRT", "FATAL ERROR: heap out of memory\n")).toBe(
    "it crashed (SIGABRT); its last words:\nFATAL ERROR: heap out of memory",
  );
  expect(describeEnd(1, null, "")).toBe("it ended with code 1");
});
