/** What the doctor finds, as rows for a notebook: without paths that exist on one machine alone. */
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Finding } from "../doctor";
import { PROJECT_ROOT } from "../project";

/** Folders that are shortened. */
export interface Folders {
  project: string;
  home: string;
  /** That of LARGEBATCH_DATA, where it is set. */
  data?: string | undefined;
}

const here = (): Folders => ({ project: PROJECT_ROOT, home: homedir(), data: process.env.LARGEBATCH_DATA });

/** One row a finding. The project's folder becomes ".", the home folder "~", that of a user's own data "$LARGEBATCH_DATA". */
export function findingRows(
  findings: readonly Finding[],
  { project, home, data }: Folders = here(),
): { what: string; state: string; found: string; "what to do": string }[] {
  // The data may lie in the other two. The root, which may be the home folder of a service, would be found in every path.
  const names = [
    [data && resolve(data), "$LARGEBATCH_DATA"],
    [project, "."],
    [home, "~"],
  ] as const;
  const shorten = (text: string): string =>
    names.reduce((shown, [folder, name]) => (folder && folder.length > 1 ? shown.replaceAll(folder, () => name) : shown), text);
  return findings.map(({ name, state, value, advice = "" }) => ({
    what: name,
    state,
    found: shorten(value),
    "what to do": shorten(advice),
  }));
}
