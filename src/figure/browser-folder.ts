/** A folder for the temporary files of a browser, which leaves some behind: removed with all that is in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Chromium opens a socket in it. The path of a socket has at most 107 bytes (103 on macOS), 55 of them for what comes below. */
const LONGEST = process.platform === "darwin" ? 48 : 52;

const folders = new Set<string>();

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    folders.delete(folder);
  } catch {
    // A browser that still writes: the end of the process tries again.
  }
}

const removeAll = () => {
  for (const folder of folders) remove(folder);
};

/** A new folder in the temporary folder of the system, and the function that removes it; the end of the process removes it too. */
export function browserFolder(): { folder: string; remove(): void } {
  const parent = process.platform !== "win32" && tmpdir().length > LONGEST ? "/tmp" : tmpdir();
  const folder = mkdtempSync(path.join(parent, "lb-"));
  folders.add(folder);
  // Listeners run in the order they were added: always after the one of Playwright, which ends the browser.
  process.off("exit", removeAll);
  process.on("exit", removeAll);
  return { folder, remove: () => remove(folder) };
}
