/** Where the project lies on disk: the folder of package.json, both from `src` (tests) and from `dist` (everything else). */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const PROJECT_ROOT = resolve(__dirname, "..");

/** A path inside the project. */
export const inProject = (...parts: string[]): string => join(PROJECT_ROOT, ...parts);

/** The project's version, from package.json. */
export const projectVersion = (): string => packageVersion(inProject("package.json")) ?? "unknown";

/** The version in a package.json, or undefined where there is none. */
export function packageVersion(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
