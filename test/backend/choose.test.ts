import { describe, expect, it } from "vitest";
import { backendName, decide, useBackend } from "../../src/backend/choose";
import { tf } from "../../src/backend/tf";
import { UsageError, UserError } from "../../src/errors";

const gpu = { version: "2.21.0", gpu: true };
const cpu = { version: "2.21.0", gpu: false };
const none = { missing: "the native TensorFlow is not set up" };

describe("the choice of a backend", () => {
  it("takes the best that runs and says why not a better one", () => {
    expect(decide("auto", 2, gpu)).toMatchObject({ name: "tensorflow-gpu", device: "GPU", notBetter: [] });
    expect(decide("auto", 2, cpu)).toMatchObject({
      name: "tensorflow-cpu",
      device: "CPU (2 threads)",
      notBetter: [{ name: "tensorflow-gpu", why: /sees no GPU/ }],
    });
    expect(decide("auto", 2, none).notBetter.map((entry) => entry.name)).toEqual(["tensorflow-gpu", "tensorflow-cpu"]);
    expect(decide("auto", 2, none).name).toBe("js");
  });

  it("refuses a backend that cannot run, and says why", () => {
    expect(() => decide("tensorflow-gpu", 1, cpu)).toThrow(UserError);
    expect(() => decide("tensorflow-gpu", 1, cpu)).toThrow(/tensorflow-gpu cannot run here: TensorFlow sees no GPU/);
    expect(() => decide("tensorflow-cpu", 1, none)).toThrow(/not set up/);
  });

  it("knows the short names and refuses others", () => {
    expect(backendName("gpu")).toBe("tensorflow-gpu");
    expect(backendName("cpu")).toBe("tensorflow-cpu");
    expect(() => backendName("cuda")).toThrow(UsageError);
  });

  it("is made once a process", async () => {
    const backend = await useBackend({ backend: "js" });
    expect(backend.name).toBe("js");
    expect(tf.getBackend()).toBe("cpu");
    expect(await useBackend()).toBe(backend);
    await expect(useBackend({ backend: "cpu" })).rejects.toThrow(/already computes with js/);
    await expect(useBackend({ threads: 0 })).resolves.toBe(backend);
  });
});
