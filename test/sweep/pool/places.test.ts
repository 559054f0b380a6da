import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors";
import { gpusOf, type Machine, machineHere, memoryBound, placesFor } from "../../../src/sweep/pool/places";

const cpu: Machine = { cores: 4, gpus: [], memoryMB: 16_000 };
const gpu: Machine = { ...cpu, gpus: ["0", "1"] };
const names = (...args: Parameters<typeof placesFor>) => placesFor(...args).map(({ name }) => name);

describe("the processes of a pool", () => {
  it("are one a core, with one thread each", () => {
    expect(names({}, cpu)).toEqual(["process 1", "process 2", "process 3", "process 4"]);
    expect(placesFor({ backend: "auto" }, cpu)[0]?.env).toEqual({ LARGEBATCH_THREADS: "1" });
    expect(placesFor({ backend: "cpu", processes: 2, threads: 3 }, cpu).map(({ env }) => env)).toEqual(
      Array(2).fill({ LARGEBATCH_BACKEND: "tensorflow-cpu", LARGEBATCH_THREADS: "3" }),
    );
  });

  it("are one a GPU, each with its own", () => {
    expect(placesFor({ backend: "auto" }, gpu)).toEqual([
      { name: "GPU 0", env: { CUDA_VISIBLE_DEVICES: "0" } },
      { name: "GPU 1", env: { CUDA_VISIBLE_DEVICES: "1" } },
    ]);
    expect(placesFor({ backend: "auto", processes: 3 }, gpu).map(({ name, env }) => [name, env.CUDA_VISIBLE_DEVICES])).toEqual([
      ["process 1", "0"],
      ["process 2", "1"],
      ["process 3", "0"],
    ]);
  });

  it("leave the GPUs alone where another backend is asked for", () => {
    expect(placesFor({ backend: "cpu" }, gpu)).toHaveLength(4);
    expect(placesFor({ backend: "webgpu" }, gpu)).toHaveLength(1);
  });

  it.each([0, -1, 1.5, Number.NaN, 1000])("cannot be %s", (processes) => {
    expect(() => placesFor({ processes }, cpu)).toThrow(UsageError);
    expect(() => placesFor({ processes }, cpu)).toThrow(/must be an integer from 1 to 64, got .*\. This machine has 4 cores\./);
  });
});

it("the memory of a process is bounded by its part of the machine's", () => {
  expect(memoryBound(4, cpu)).toBe(2000);
  expect(memoryBound(10, cpu)).toBe(1280);
  // Less would have each run start a process of its own.
  expect(memoryBound(64, cpu)).toBe(600);
});

it("reads the devices that nvidia-smi lists", () => {
  const listed = "GPU 0: NVIDIA H200 (UUID: GPU-1)\n  MIG 1g.18gb     Device  0: (UUID: MIG-1)\nGPU 1: NVIDIA H200 (UUID: GPU-2)\n";
  expect(gpusOf(listed)).toEqual(["0", "1"]);
  expect(gpusOf("")).toEqual([]);
});

it("knows this machine", () => {
  const { cores, memoryMB } = machineHere();
  expect(cores).toBeGreaterThanOrEqual(1);
  expect(memoryMB).toBeGreaterThan(500);
});
