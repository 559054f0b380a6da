import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inProject } from "../../src/project";
import { notebookFolder } from "./client";

/** The tests of jupyter_kernel_test 0.7. */
const TESTS = [
  "test_kernel_info",
  "test_execute_stdout",
  "test_execute_stderr",
  "test_execute_result",
  "test_error",
  "test_display_data",
  "test_clear_output",
  "test_completion",
  "test_inspect",
  "test_is_complete",
  "test_history",
  "test_pager",
  "test_recv_iopub_welcome_msg",
];

describe("jupyter_kernel_test", () => {
  const { folder, remove } = notebookFolder();
  afterAll(remove);
  let outcomes: Record<string, string>;
  beforeAll(() => {
    const ran = spawnSync(inProject(".venv", "bin", "python"), [inProject("test", "kernel", "protocol.py")], {
      cwd: folder,
      encoding: "utf8",
    });
    if (ran.stdout === "") throw new Error(`protocol.py failed:\n${ran.stderr}`);
    outcomes = JSON.parse(ran.stdout);
  });

  it.each(TESTS)("%s", (name) => {
    expect(outcomes[name]).toBe("ok");
  });

  it("has no test that is not listed here", () => {
    expect(Object.keys(outcomes).sort()).toEqual([...TESTS].sort());
  });
});
