import { describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import { isSettled, statusOf } from "../../src/sweep/status";
import { train } from "../../src/train/loop";

describe("statusOf", () => {
  it("knows a training that diverged by what the loop says of it", async () => {
    await useBackend();
    const run = parseRun({ network: "mlp", trainSize: 100, batch: 50, optimizer: "sgd", learningRate: 1e30, until: "epochs", epochs: 5 });
    const error = await train(run, await loadData("glyphs", { trainSize: 100 })).then(
      () => "it did not fail",
      (failure: Error) => failure.message,
    );
    expect(statusOf({ status: "failed", error })).toBe("diverged");
    expect(isSettled("diverged")).toBe(true);
  });

  it("tries other failures again, and what is damaged, stopped or new", () => {
    expect(statusOf(undefined)).toBe("new");
    expect(statusOf({ status: "failed", error: "its process was killed" })).toBe("failed");
    expect(statusOf({ status: "done" })).toBe("done");
    expect(["failed", "damaged", "stopped", "running", "new"].filter((status) => isSettled(status as "new"))).toEqual([]);
  });
});
