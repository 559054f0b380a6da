import { describe, expect, it } from "vitest";
import { pendingStages, stagesFor } from "../../scripts/setup/stages.mjs";

const linux = { platform: "linux", arch: "x64", libc: "glibc", native: { variant: "cpu", why: "" } };
const macos = { platform: "darwin", arch: "arm64", libc: "musl", native: { variant: null, why: "" } };
const namesOf = (stages: { name: string }[]) => stages.map((stage) => stage.name);

describe("stagesFor", () => {
  it("lists the stages in the order in which they need each other", () => {
    expect(namesOf(stagesFor(linux))).toEqual(["node-packages", "python-packages", "tensorflow", "addon", "build", "kernelspec"]);
  });

  it("adds the other Node versions and a Redis for the tests", () => {
    expect(namesOf(stagesFor(linux, { withRuntimes: true })).at(-1)).toBe("runtimes");
    expect(namesOf(stagesFor(linux, { withRuntimes: true }))).toContain("redis");
  });

  it("leaves out TensorFlow's library, the addon and the other Node versions where there are none", () => {
    expect(namesOf(stagesFor(macos, { withRuntimes: true }))).toEqual(["node-packages", "python-packages", "build", "kernelspec"]);
  });
});

describe("pendingStages", () => {
  const stage = (name: string, reason: string | null) => ({ name, needs: {}, pending: () => reason });

  it("keeps the stages that have a reason", () => {
    const found = pendingStages({}, [stage("node-packages", null), stage("python-packages", "none yet"), stage("addon", null)]);
    expect(found.map((entry: { stage: { name: string }; reason: string }) => [entry.stage.name, entry.reason])).toEqual([
      ["python-packages", "none yet"],
    ]);
  });

  it("counts the addon with the Node packages, which hold it, so that its compiler is asked for in time", () => {
    const found = pendingStages({}, [stage("node-packages", "none yet"), stage("addon", null)]);
    expect(namesOf(found.map((entry: { stage: { name: string } }) => entry.stage))).toEqual(["node-packages", "addon"]);
  });

  it("asks only for what a stage needs now: the addon's trial with another Node needs no compiler", () => {
    const addon = { ...stage("addon", "not tried with Node 24 yet"), needs: { compiler: true }, needsNow: () => ({}) };
    expect(pendingStages({}, [stage("node-packages", null), addon])[0].needs).toEqual({});
    expect(pendingStages({}, [stage("node-packages", "none yet"), addon])[1].needs).toEqual({ compiler: true });
  });
});
