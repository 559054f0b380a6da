/** Compares an executed notebook with an earlier execution of it, cell by cell, within stated tolerances. */
import type { Claim } from "../claims/claim";
import { CLAIMS_MIME } from "../claims/show-claims";
import { DATA_NAMES, type DataName, type DataPresence } from "../data";
import { compareTexts, type Mismatch, textOfHtml } from "./compare-text";
import { type ClaimTolerance, compareClaims, compareJson } from "./compare-values";
import type { CodeCell, ExecutedNotebook, Output } from "./read";

/**
 * How much may differ, relatively. On one kind of processor and one thread all is the same, bit for bit; another processor adds up in another order, and a training takes that further.
 */
export const TOLERANCES = {
  /** Of a number in text, Markdown and tables. */
  text: 0.02,
  /** Of a number in a figure: a share of the largest in its list. */
  figure: 0.02,
  /** Of a claim's estimate and interval. Its verdict must be the same. */
  claim: { relative: 0.02, ofInterval: 0.25 } satisfies ClaimTolerance,
} as const;

/** Cells with these tags show what the machine or the time makes of it: they are not compared. */
export const UNCOMPARED_TAGS = ["machine", "timing"];

export interface Difference extends Mismatch {
  notebook: string;
  /** As the kernel counts. */
  cell: number;
}

const PLOTLY = "application/vnd.plotly.v1+json";

const isCompared = ({ tags }: CodeCell): boolean => !tags.some((tag) => UNCOMPARED_TAGS.includes(tag));

/** What differs. Both are of one notebook, so its cells are the same unless it was changed between. */
export function compareExecuted(expected: ExecutedNotebook, got: ExecutedNotebook): Difference[] {
  const { name: notebook } = expected;
  if (expected.cells.length !== got.cells.length)
    return [{ notebook, cell: 0, where: "the notebook", expected: `${expected.cells.length} cells`, got: `${got.cells.length} cells` }];
  return expected.cells.flatMap((cell, i) => {
    const now = got.cells[i] as CodeCell;
    if (!isCompared(cell)) return [];
    return compareOutputs(cell.outputs, now.outputs).map((each) => ({ notebook, cell: cell.index, ...each }));
  });
}

function compareOutputs(expected: readonly Output[], got: readonly Output[]): Mismatch[] {
  if (expected.length !== got.length) return [{ where: "outputs", expected: kindsOf(expected), got: kindsOf(got) }];
  return expected.flatMap((output, i) => {
    const where = expected.length > 1 ? `output ${i + 1}, ` : "";
    return compareOutput(output.data, (got[i] as Output).data).map((each) => ({ ...each, where: `${where}${each.where}` }));
  });
}

type Data = Output["data"];

function compareOutput(expected: Data, got: Data): Mismatch[] {
  const mime = [CLAIMS_MIME, PLOTLY, "text/html", "text/markdown", "text/latex", "text/plain"].find((each) => each in expected);
  if (mime === undefined) return [];
  if (!(mime in got)) return [{ where: "output", expected: mime, got: kindOf(got) }];
  const [before, now] = [expected[mime], got[mime]];
  if (mime === CLAIMS_MIME) return compareClaims(claimsOf(before), claimsOf(now), TOLERANCES.claim);
  if (mime === PLOTLY) return compareJson(before, now, TOLERANCES.figure);
  const read = mime === "text/html" ? textOfHtml : (text: string) => text;
  return compareTexts(read(String(before)), read(String(now)), TOLERANCES.text);
}

const claimsOf = (output: unknown): Claim[] => (output as { claims?: Claim[] } | null)?.claims ?? [];
const kindOf = (data: Data): string => Object.keys(data)[0] ?? "nothing";
const kindsOf = (outputs: readonly Output[]): string =>
  outputs.length === 0 ? "nothing" : `${outputs.length}: ${outputs.map(({ data }) => kindOf(data)).join(", ")}`;

/** The data sets that files are needed for and that a notebook was made with: those that its outputs name. */
export function dataOf({ cells }: ExecutedNotebook): DataName[] {
  const text = JSON.stringify(cells.filter(isCompared).flatMap(({ outputs }) => outputs.map(withoutPictures)));
  return DATA_NAMES.filter((name) => !name.startsWith("glyphs") && new RegExp(`(?<![\\w/-])${name}(?![\\w-])`).test(text));
}

const withoutPictures = ({ data }: Output): Data => Object.fromEntries(Object.entries(data).filter(([mime]) => !mime.startsWith("image/")));

/** Why a notebook cannot be made again here, if it cannot. */
export function hindrance(
  notebook: ExecutedNotebook,
  presence: readonly Pick<DataPresence, "name" | "present" | "how">[],
): string | undefined {
  const absent = dataOf(notebook).flatMap((name) => presence.filter((each) => each.name === name && !each.present));
  const [first] = absent;
  return first && `it was made with ${first.name}, which is not at hand. ${first.how}`;
}
