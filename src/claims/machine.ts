/** What the doctor finds, as rows for a notebook: without paths that exist on one machine alone. */
import { homedir } from "node:os";
import type { Finding } from "../doctor";
import { PROJECT_ROOT } from "../project";

/** Folders that are shortened. */
export interface Folders {
  project: string;
  home: string;
}

const HERE: Folders = { project: PROJECT_ROOT, home: homedir() };

/** One row a finding. The project's folder becomes ".", the home folder "~". */
export function findingRows(
  findings: readonly Finding[],
  { project, home }: Folders = HERE,
): { what: string; state: string; found: string; "what to do": string }[] {
  // The home folder of a service may be the root, which would be found in every path.
  const shorten = (text: string): string => text.replaceAll(project, ".").replaceAll(home.length > 1 ? home : "\0", "~");
  return findings.map(({ name, state, value, advice = "" }) => ({
    what: name,
    state,
    found: shorten(value),
    "what to do": shorten(advice),
  }));
}
