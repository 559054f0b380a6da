import { describe, expect, it } from "vitest";
import { backendName, decide, type Offer, useBackend } from "../../src/backend/choose";
import { tf } from "../../src/backend/tf";
import { UsageError, UserError } from "../../src/errors";

const offer = (changes: Partial<Offer> = {}): Offer => ({
  native: { missing: "the native TensorFlow is not set up" },
  webgpu: { missing: "WebGPU sees no GPU" },
  wasm: {},
  ...changes,
});
const gpu = offer({ native: { version: "2.21.0", gpu: true } });
const cpu = offer({ native: { version: "2.21.0", gpu: false } });
const none = offer();
const card = offer({ webgpu: { name: "apple m1", software: false } });
const two = { perOperation: 2, sideBySide: 2 };
const software = offer({ webgpu: { name: "google swiftshader", software: true } });

describe("the choice of a backend", () => {
  it("takes the best that runs and says why not a better one", () => {
    expect(decide("auto", two, gpu)).toMatchObject({ name: "tensorflow-gpu", device: "GPU", notBetter: [] });
    expect(decide("auto", two, cpu)).toMatchObject({
      name: "tensorflow-cpu",
      device: "CPU (2 threads)",
      threads: 2,
      sideBySide: 2,
      tensorflow: "2.21.0",
      notBetter: [{ name: "tensorflow-gpu", why: expect.stringMatching(/sees no GPU/) }],
    });
    expect(decide("auto", { perOperation: 1, sideBySide: 2 }, cpu)).toMatchObject({ threads: 1, sideBySide: 2 });
    expect(decide("auto", two, none).notBetter.map((entry) => entry.name)).toEqual(["tensorflow-gpu", "tensorflow-cpu", "webgpu", "wasm"]);
    expect(decide("auto", two, none)).toMatchObject({ name: "js", threads: 1, sideBySide: 1 });
  });

  it("takes a card through WebGPU where there is no TensorFlow, and never software or wasm unless asked", () => {
    expect(decide("auto", two, card)).toMatchObject({ name: "webgpu", device: "apple m1", threads: 1 });
    expect(decide("auto", two, { ...card, native: { version: "2.21.0", gpu: false } }).name).toBe("tensorflow-cpu");
    expect(decide("auto", two, software)).toMatchObject({
      name: "js",
      notBetter: [{}, {}, { name: "webgpu", why: expect.stringMatching(/software on the CPU/) }, { name: "wasm" }],
    });
    expect(decide("webgpu", two, software)).toMatchObject({ name: "webgpu", device: expect.stringMatching(/google swiftshader, no card/) });
    expect(decide("wasm", two, none)).toMatchObject({ name: "wasm", threads: 1, notBetter: [{}, {}, { name: "webgpu" }] });
  });

  it("refuses a backend that cannot run, and says why", () => {
    expect(() => decide("tensorflow-gpu", two, cpu)).toThrow(UserError);
    expect(() => decide("tensorflow-gpu", two, cpu)).toThrow(/tensorflow-gpu cannot run here: TensorFlow sees no GPU/);
    expect(() => decide("tensorflow-cpu", two, none)).toThrow(/not set up/);
    expect(() => decide("webgpu", two, none)).toThrow(/webgpu cannot run here: WebGPU sees no GPU/);
    expect(() => decide("wasm", two, offer({ wasm: { missing: "the optional package is not installed" } }))).toThrow(/not installed/);
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
    // Plain JavaScript has one thread, whatever is wished.
    await expect(useBackend({ threads: 2 })).resolves.toBe(backend);
    await expect(useBackend({ threads: 0 })).rejects.toThrow(UsageError);
  });
});
