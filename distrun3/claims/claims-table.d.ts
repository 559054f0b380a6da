/** Claims as a table in Markdown: claim, published, ours, verdict. */
import { type Claim } from "./claim";
/** One row a claim; under the table the reasons of all verdicts that fall short. */
export declare function claimsTable(claims: readonly Claim[]): string;
