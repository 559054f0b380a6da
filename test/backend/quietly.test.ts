import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../src/project";

/** Calls `quietly` twice in one shell, each time with a native write inside and a message after it. */
const script = `const { quietly } = require("./dist/backend/quietly"); const { writeSync } = require("node:fs");
quietly(() => writeSync(2, "greeting\\n")); console.error("message");`;

/** What both leave on standard error. @param redirection of the shell, `$F` a file */
function heard(redirection: string): string {
  const folder = mkdtempSync(join(tmpdir(), "quietly-"));
  try {
    const env = { ...process.env, F: join(folder, "log"), SCRIPT: script, NODE: process.execPath };
    const command = `{ "$NODE" -e "$SCRIPT"; "$NODE" -e "$SCRIPT"; } ${redirection}`;
    const printed = execFileSync("sh", ["-c", command], { cwd: PROJECT_ROOT, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return redirection.includes("$F") ? readFileSync(join(folder, "log"), "utf8") : printed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.runIf(process.platform === "linux")("quietly", () => {
  it("silences a greeting on a pipe, and nothing after it", () => {
    expect(heard("2>&1 | cat")).toBe("message\nmessage\n");
  });

  it("silences it in a file that is appended to", () => {
    expect(heard('2>>"$F"')).toBe("message\nmessage\n");
  });

  it("loses no message in another file, where the greeting stays", () => {
    expect(heard('2>"$F"')).toBe("greeting\nmessage\ngreeting\nmessage\n");
  });
});
