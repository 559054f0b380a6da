import { describe, expect, it } from "vitest";
import { atLeast, describeProblems, evaluate, needsOf } from "../../scripts/setup/prerequisites.mjs";

const needs = { npm: true, pip: true, python: true, compiler: true, gigabytes: 4 };

/** A machine on which everything is there. */
const machine = {
  root: "/home/someone/largebatch",
  platform: "linux",
  node: "20.19.0",
  npm: true,
  python: { command: "python3", version: "3.10.4", venv: true, ensurepip: true },
  pythonAsked: null,
  compiler: { command: "g++", major: 12 },
  freeBytes: 20e9,
  npmAnswers: true,
  pipAnswers: true,
  packageManager: "apt-get",
  isRoot: false,
};

const problemsOf = (difference: object, asked = needs): { missing: string; mend: string }[] =>
  evaluate({ ...machine, ...difference }, asked);

describe("evaluate", () => {
  it("finds nothing missing on a machine that has everything", () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each([
    ["an old Node", { node: "20.18.3" }, /Node 20\.19 or newer: this is 20\.18\.3/, /nvm install/],
    ["no npm", { npm: false }, /^npm$/, /sudo apt-get install npm/],
    ["no Python", { python: null }, /Python 3\.10 or newer/, /sudo apt-get install python3 python3-venv/],
    ["an old Python", { python: { command: "python3", version: "3.9.18", venv: true, ensurepip: true } }, /python3 is 3\.9\.18/, /PYTHON=/],
    ["a PYTHON that does not run", { python: null, pythonAsked: "/opt/py" }, /PYTHON names \/opt\/py/, /correct PYTHON/],
    ["no venv", { python: { ...machine.python, venv: false } }, /Python's venv \(/, /sudo apt-get install python3-venv/],
    ["no ensurepip", { python: { ...machine.python, ensurepip: false } }, /Python's ensurepip \(/, /sudo apt-get install python3-venv/],
    ["no compiler", { compiler: null }, /g\+\+/, /sudo apt-get install g\+\+/],
    ["a CXX that does not run", { compiler: null, compilerAsked: "cxx" }, /CXX names cxx/, /correct CXX/],
    ["an old compiler", { compiler: { command: "g++", major: 7 } }, /g\+\+ 8 or newer: this is 7/, /CXX/],
    ["too little disk", { freeBytes: 1.25e9 }, /4\.0 GB needed, 1\.3 GB free/, /make room/],
    ["npm offline", { npmAnswers: false }, /network for npm/, /HTTPS_PROXY/],
    ["pip offline", { pipAnswers: false }, /network for pip/, /PIP_INDEX_URL/],
  ])("names %s and what mends it", (_, difference, missing, mend) => {
    const problems = problemsOf(difference);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.missing).toMatch(missing);
    expect(problems[0]?.mend).toMatch(mend);
  });

  it("names everything that is missing at once", () => {
    const problems = problemsOf({ python: { ...machine.python, ensurepip: false }, compiler: null, freeBytes: 1e9, npmAnswers: false });
    expect(problems).toHaveLength(4);
    const text = describeProblems(problems);
    for (const { missing, mend } of problems) {
      expect(text).toContain(missing);
      for (const line of mend.split("\n")) expect(text).toContain(line);
    }
  });

  it("asks for nothing that no pending stage needs", () => {
    const bare = { root: "/", node: "22.0.0", freeBytes: 0, npmAnswers: false, pipAnswers: false };
    expect(evaluate(bare, needsOf([]))).toEqual([]);
  });

  it("asks root for no sudo, and Fedora for dnf", () => {
    expect(problemsOf({ compiler: null, isRoot: true })[0]?.mend).toBe("apt-get install g++");
    expect(problemsOf({ compiler: null, packageManager: "dnf" })[0]?.mend).toBe("sudo dnf install gcc-c++");
  });

  it("names no host", () => {
    const text = describeProblems(problemsOf({ npmAnswers: false, pipAnswers: false }));
    expect(text).not.toMatch(/https?:|\.(org|com|io)\b/);
  });
});

describe("needsOf", () => {
  it("joins the needs of the stages and adds up their disk space", () => {
    const joined = needsOf([{ needs: { npm: true, gigabytes: 1.5 } }, { needs: { compiler: true, gigabytes: 0.5 } }, { needs: {} }]);
    expect(joined).toEqual({ npm: true, pip: false, python: false, compiler: true, gigabytes: 2 });
  });
});

describe("atLeast", () => {
  it("compares numbers, not letters", () => {
    expect(atLeast("3.9.18", [3, 10])).toBe(false);
    expect(atLeast("3.10.0", [3, 10])).toBe(true);
    expect(atLeast("22.0.0", [20, 19])).toBe(true);
  });
});
