import type { Finding } from "../doctor";
/** Folders that are shortened. */
export interface Folders {
    project: string;
    home: string;
}
/** One row a finding. The project's folder becomes ".", the home folder "~". */
export declare function findingRows(findings: readonly Finding[], { project, home }?: Folders): {
    what: string;
    state: string;
    found: string;
    "what to do": string;
}[];
