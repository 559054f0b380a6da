/** The ledger: the claims of all notebooks, each with the notebook it came from. A verdict is computed again when it is read; what was changed by hand is refused. */
import { z } from "zod";
import { boundOf, type Claim, type Verdict, verdictOf } from "./claim";
import { MARKS } from "./published";

export const VERDICTS = ["reproduced", "direction only", "not reproduced", "not tested"] as const satisfies Verdict[];

/** What the outputs of one notebook hold under the MIME type of claims (show-claims.ts). */
export interface NotebookClaims {
  notebook: string;
  outputs: readonly unknown[];
}

export interface LedgerEntry extends Claim {
  notebook: string;
}

/** What was refused, and where. Without `id` it concerns the whole output or notebook. */
export interface LedgerProblem {
  notebook: string;
  id?: string;
  problem: string;
}

export interface Ledger {
  /** Those that are sound, in the order of the notebooks. */
  entries: LedgerEntry[];
  problems: LedgerProblem[];
}

const words = z.string().min(1, "expected words, got nothing");
const Test = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("count"), effect: words, tolerance: z.number().optional() }),
  z.object({
    kind: z.enum(["direction", "difference", "ratio"]),
    effect: words,
    direction: z.enum(["above", "below"]),
    from: z.number().optional(),
    seeds: z.int().positive(),
    otherwise: z.object({ undecided: words.optional(), beyond: words.optional() }).optional(),
  }),
]);
const ClaimShape = z.object({
  id: words,
  statement: words,
  source: words,
  published: z.object({ value: z.number(), low: z.number().optional(), high: z.number().optional(), mark: z.enum(MARKS) }).optional(),
  test: Test,
  estimate: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  n: z.int().nonnegative(),
  verdict: z.enum(VERDICTS),
  reason: z.string().optional(),
  runs: z.array(z.string()),
});
const Output = z.object({ version: z.literal(1), claims: z.array(z.unknown()) });

/** Gathers the claims. @param notebooks in their order */
export function ledgerOf(notebooks: readonly NotebookClaims[]): Ledger {
  const ledger: Ledger = { entries: [], problems: [] };
  for (const { notebook, outputs } of notebooks) {
    if (outputs.length === 0) ledger.problems.push({ notebook, problem: "no claims: a notebook ends in showClaims(claims), and is run" });
    for (const output of outputs) {
      const { data, error } = Output.safeParse(output);
      if (error) ledger.problems.push({ notebook, problem: `its output of claims is damaged (${issueOf(error)}); run it again` });
      for (const claim of data?.claims ?? []) enter(ledger, notebook, claim);
    }
  }
  return ledger;
}

function enter({ entries, problems }: Ledger, notebook: string, value: unknown): void {
  const id = idOf(value);
  const { data: claim, error } = ClaimShape.safeParse(value);
  if (!claim) return void problems.push({ notebook, id, problem: `damaged (${issueOf(error)}); run the notebook again` });
  const fault = verdictFault(claim);
  if (fault) return void problems.push({ notebook, id, problem: fault });
  const first = entries.find((entry) => entry.id === claim.id);
  if (first)
    return void problems.push({ notebook, id, problem: `the id is taken by a claim of ${first.notebook}: give one of them another` });
  entries.push({ ...claim, notebook });
}

/** What is wrong with a verdict, held against the numbers beside it. */
function verdictFault(claim: Claim): string | undefined {
  const { estimate, interval, n, reason } = claim;
  try {
    const again = verdictOf(claim, { estimate: estimate ?? undefined, interval: interval ?? undefined, n, reason });
    if (again.verdict !== claim.verdict)
      return `the verdict says "${claim.verdict}", its numbers say "${again.verdict}": a verdict is computed, run the notebook again`;
    return again.reason === reason ? undefined : "the reason of its verdict was changed: run the notebook again";
  } catch (error) {
    return `its numbers are damaged (${(error as Error).message}); run the notebook again`;
  }
}

const idOf = (value: unknown): string | undefined => {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === "string" && id !== "" ? id : undefined;
};

const issueOf = ({ issues }: z.ZodError): string => [issues[0]?.path.join("."), issues[0]?.message].filter(Boolean).join(": ");

/** How many claims have each verdict. */
export function countVerdicts(claims: readonly Pick<Claim, "verdict">[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
}

/** How many are not reproduced because nothing is decided: the interval reaches to both sides of what it is held against. */
export const undecided = (claims: readonly Pick<Claim, "verdict" | "test" | "interval">[]): number =>
  claims.filter(({ verdict, test, interval }) => {
    if (verdict !== "not reproduced" || test.kind === "count" || !interval) return false;
    const bound = boundOf(test);
    return interval[0] <= bound && interval[1] >= bound;
  }).length;

/** "4 reproduced, 3 not reproduced (2 of them not decided), 1 not tested"; verdicts that nobody has are left out. */
export function countedVerdicts(claims: readonly Pick<Claim, "verdict" | "test" | "interval">[]): string {
  const open = undecided(claims);
  const more = { "not reproduced": open > 0 ? ` (${open} of them not decided)` : "" } as Partial<Record<string, string>>;
  return Object.entries(countVerdicts(claims))
    .flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}${more[verdict] ?? ""}`] : []))
    .join(", ");
}

/** The entries of each notebook, in their order. */
export function byNotebook(entries: readonly LedgerEntry[]): { notebook: string; entries: LedgerEntry[] }[] {
  const names = [...new Set(entries.map(({ notebook }) => notebook))];
  return names.map((notebook) => ({ notebook, entries: entries.filter((entry) => entry.notebook === notebook) }));
}

/** A problem in words: notebook, id, what is wrong. */
export const describeProblem = ({ notebook, id, problem }: LedgerProblem): string =>
  id === undefined ? `${notebook}: ${problem}.` : `${notebook}, claim "${id}": ${problem}.`;
