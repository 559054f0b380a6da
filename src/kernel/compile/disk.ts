/** What lies on the disk, as of the last look: the version of each file that the compiler or a module asked for. No watchers, so nothing happens between two looks. */
import { statSync } from "node:fs";
import path from "node:path";

/** What changed since the look before: nothing known, some file of the project, or the installed packages. */
export type Change = "files" | "packages";

/** A change of any of these means that packages came, went or changed. */
const SIGNS = ["node_modules", "node_modules/.package-lock.json", "node_modules/.yarn-integrity", "node_modules/.modules.yaml"];

const isInstalled = (file: string): boolean => file.includes("/node_modules/") || file.includes("\\node_modules\\");

/** Modification time and size of `file`; "" if there is none. */
export function versionOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs}:${stats.size}` : "";
}

/** Remembers versions until the next look. Installed packages are looked at only when something was installed: they are thousands of files. */
export class Disk {
  private readonly versions = new Map<string, string>();
  private readonly signs: string[] = [];
  private installed: string;

  /** @param folder The notebook's folder; packages are installed in a `node_modules` here or above. */
  constructor(folder: string) {
    for (let at = folder; ; at = path.dirname(at)) {
      this.signs.push(...SIGNS.map((sign) => path.join(at, sign)));
      if (path.dirname(at) === at) break;
    }
    this.installed = this.readSigns();
  }

  /** The version of `file` as of the last look; "" if there was none. */
  version(file: string): string {
    let version = this.versions.get(file);
    if (version === undefined) {
      version = versionOf(file);
      this.versions.set(file, version);
    }
    return version;
  }

  /** Looks again. */
  look(): Change {
    const installed = this.readSigns();
    const change = installed === this.installed ? "files" : "packages";
    this.installed = installed;
    if (change === "packages") this.versions.clear();
    else for (const file of this.versions.keys()) if (!isInstalled(file)) this.versions.delete(file);
    return change;
  }

  private readSigns(): string {
    return this.signs.map((sign) => statSync(sign, { throwIfNoEntry: false })?.mtimeMs ?? "").join(" ");
  }
}
