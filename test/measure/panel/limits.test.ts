import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors";
import { JOINT_MEASURES, MEASURES } from "../../../src/measure/panel";
import { measureAlong } from "../../../src/measure/panel/along";
import { requireWithinLimits } from "../../../src/measure/panel/limits";
import { measureRun } from "../../../src/measure/panel/session";
import { measureTogether } from "../../../src/measure/panel/together";

const ALL = { ...MEASURES, ...JOINT_MEASURES };

describe("limits of settings", () => {
  it.each(Object.entries(ALL))("%s: hold for the defaults, and are there for each setting", (name, { settings }) => {
    requireWithinLimits(name, settings);
    for (const key of Object.keys(settings)) {
      const refused = (value: number) => expect(() => requireWithinLimits(name, { [key]: value }), `${key}=${value}`).toThrow(UsageError);
      refused(-1);
      refused(Number.NaN);
      refused(Number.POSITIVE_INFINITY);
    }
  });

  it.each([
    ["landscape", { points: 1e5 }, "landscape.points must be an integer from 2 to 1,000, got 100000."],
    ["landscape", { points: 20_000 }, "got 20000"],
    ["landscape", { dimensions: 3 }, "landscape.dimensions must be an integer from 1 to 2, got 3."],
    ["trajectory", { points: -2 }, "trajectory.points must be 0, or an integer from 2 to 1,000, got -2."],
    ["edge", { steps: -3 }, "edge.steps must be an integer from 0 to 1,000,000, got -3."],
    ["edge", { steps: 1.5 }, "got 1.5"],
    ["keskar", { epsilon: 0 }, "keskar.epsilon must be a number above 0, got 0."],
    ["sam", { rho: 0 }, "sam.rho must be a number above 0, got 0."],
    ["average", { draws: 1 }, "average.draws must be an integer from 2 to 1,000,000, got 1."],
  ])("%s %j", async (what, settings, message) => {
    // In no folder at all: it is refused before anything is read.
    const options = { what: [what], settings: { [what]: settings } };
    await expect(measureRun("nowhere", options)).rejects.toThrow(message);
    await expect(measureAlong("nowhere", options)).rejects.toThrow(message);
  });

  it.each([
    ["path", { points: 1e5 }],
    ["plane", { points: 1001 }],
    ["plane", { margin: -1 }],
    ["stepsToTarget", { resamples: 0 }],
  ])("%s %j", async (what, settings) => {
    await expect(measureTogether(["nowhere"], { what: [what], settings: { [what]: settings } })).rejects.toThrow(UsageError);
  });
});
