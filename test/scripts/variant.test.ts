import { describe, expect, it } from "vitest";
import { chooseVariant } from "../../scripts/setup/variant.mjs";
import { wheelsOf } from "../../scripts/setup/wheels.mjs";

const choose = (difference: object): { variant: string | null; why: string } =>
  chooseVariant({ platform: "linux", arch: "x64", glibc: "2.36", override: undefined, hasNvidiaGpu: () => false, ...difference });

describe("chooseVariant", () => {
  it("takes the GPU's library where there is a GPU, else the CPU's", () => {
    expect(choose({}).variant).toBe("cpu");
    expect(choose({ hasNvidiaGpu: () => true }).variant).toBe("gpu");
  });

  it("follows LARGEBATCH_TF without looking for a GPU", () => {
    const hasNvidiaGpu = () => {
      throw new Error("looked");
    };
    expect(choose({ override: "cpu", hasNvidiaGpu }).variant).toBe("cpu");
    expect(choose({ override: "gpu", hasNvidiaGpu }).variant).toBe("gpu");
  });

  it("refuses every other value of LARGEBATCH_TF as wrong usage, on every platform", () => {
    for (const platform of ["linux", "darwin"]) {
      expect(() => choose({ override: "cuda", platform })).toThrowError(
        expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/"cuda".*cpu or gpu/) }),
      );
    }
  });

  it("takes the CPU's library on arm64, which has no other, and says so when asked for the GPU's", () => {
    expect(choose({ arch: "arm64", hasNvidiaGpu: () => true }).variant).toBe("cpu");
    expect(() => choose({ arch: "arm64", override: "gpu" })).toThrowError(/x86-64 only/);
  });

  it.each([
    ["macOS", { platform: "darwin", arch: "arm64", glibc: null }, /darwin/],
    ["Windows", { platform: "win32", glibc: null }, /win32/],
    ["musl", { glibc: null }, /another C library/],
    ["an old glibc", { glibc: "2.17" }, /2\.27.*2\.17/],
    ["another processor", { arch: "ppc64" }, /ppc64/],
  ])("has no library for %s and says why", (_, difference, why) => {
    expect(choose({ ...difference, hasNvidiaGpu: () => true })).toEqual({ variant: null, why: expect.stringMatching(why) });
  });
});

describe("wheelsOf", () => {
  it("begins with TensorFlow's own wheel, and pins each by a SHA-256", () => {
    for (const [variant, arch] of [
      ["cpu", "x64"],
      ["cpu", "arm64"],
      ["gpu", "x64"],
    ]) {
      const wheels = wheelsOf(variant, arch);
      expect(wheels[0].name).toMatch(/^tensorflow/);
      for (const wheel of wheels) expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});
