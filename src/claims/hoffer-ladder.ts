/** The ladder of Hoffer et al. (2017): the large batch with a larger rate, then also ghost batch norm, then also as many updates as the small batch makes. */
import { summarizePaired } from "../stats/summary";
import type { SweepInput } from "../sweep/grid";
import { rateFor } from "../sweep/rates";
import type { RunRow } from "../sweep/store/row";
import { type Claim, type Evidence, evidenceOf, judge } from "./claim";
import { closingEvidence, MORE_LEFT, REMAINING } from "./gap-claims";
import { type Gap, gapOf } from "./generalization-gap";
import { END_ALONE, type Study, studySweep } from "./study";

export interface LadderOptions {
  /** Epochs of all arms but the last. */
  epochs: number;
  /** Learning rate of the small batch; SGD with momentum. */
  learningRate: number;
}

/** With batch norm, which the ghosts are of. */
const NETWORK = "F1";
const RUNGS = ["large", "sqrt", "ghost"] as const;

/** The five arms. Ghosts are as large as the small batch. */
export function ladderSweeps(study: Study, { epochs, learningRate }: LadderOptions): SweepInput[] {
  const { small, large } = study;
  const shared = { network: NETWORK, settings: { optimizer: "momentum", evaluateEvery: END_ALONE } } as const;
  const sqrt = { learningRate: rateFor({ rule: "sqrt", base: small }, learningRate, large) };
  const ghost = { ...sqrt, remedies: { ghostBatchNorm: { size: small } } };
  const arms = { large: { learningRate }, sqrt, ghost } satisfies Record<(typeof RUNGS)[number], object>;
  const budget = `epochs:${epochs}`;
  return [
    studySweep(study, { ...shared, batches: [small], budget, recipes: { small: { learningRate } } }),
    studySweep(study, { ...shared, batches: [large], budget, recipes: arms }),
    studySweep(study, {
      ...shared,
      batches: [large],
      budget: `epochs:${Math.round((epochs * large) / small)}`,
      recipes: { adaptation: ghost },
    }),
  ];
}

/** The last rung at other batches than the study's large one: the rate by the square root, ghosts of the small batch, as many steps as SB makes. */
export const fartherSweeps = (
  study: Study,
  { epochs, learningRate, batches }: LadderOptions & { batches: readonly number[] },
): SweepInput[] => batches.map((batch) => ladderSweeps({ ...study, large: batch }, { epochs, learningRate }).at(-1) as SweepInput);

/** The gap that each rung leaves. @param rows of all of `ladderSweeps` */
export function ladderGaps(rows: readonly RunRow[]): Gap[] {
  const of = (recipe: string) => rows.filter((row) => row.recipe === recipe);
  const rung = (id: string, name: string, kind: Gap["kind"]) => gapOf({ id, name, kind, small: of("small"), large: of(id) });
  return [
    rung("large", "LB", "budget"),
    rung("sqrt", "+ √ rate", "rate"),
    rung("ghost", "+ ghost batch norm", "network"),
    rung("adaptation", "+ regime adaptation", "updates"),
  ];
}

const HOFFER = "Hoffer et al. 2017, arXiv 1705.08741";

/** Whether ghosts help where the rate is already larger, and whether the whole ladder closes the gap. */
export function ladderClaims(gaps: readonly Gap[]): Claim[] {
  const of = (id: string) => gaps.find((gap) => gap.id === id);
  const [base, sqrt, ghost, last] = ["large", "sqrt", "ghost", "adaptation"].map(of);
  return [
    judge(
      {
        id: "remedy-ghost-batch-norm-gains",
        statement: "Ghost batch norm improves the large batch's test accuracy, with the square-root rate for both.",
        source: HOFFER,
        test: { kind: "direction", effect: "test accuracy, with − without ghosts, percentage points", direction: "above", seeds: 5 },
      },
      pairedEvidence(ghost, sqrt),
    ),
    judge(
      {
        id: "remedy-ladder-closes",
        statement: "Square-root rate, ghost batch norm and regime adaptation together close the gap (to a small batch of an untuned rate).",
        source: HOFFER,
        test: {
          kind: "direction",
          effect: `what is left of the gap, less ${REMAINING} of that of the plain large batch, percentage points`,
          direction: "below",
          seeds: 5,
          otherwise: MORE_LEFT,
        },
      },
      closingEvidence(last, base),
    ),
  ];
}

/** How much better the large batch of one rung is than that of another, seed by seed. */
function pairedEvidence(better: Gap | undefined, worse: Gap | undefined): Evidence {
  if (!better || !worse) return { reason: "no seed has both" };
  const common = better.seeds.filter((seed) => worse.seeds.includes(seed));
  if (common.length === 0) return { reason: "no seed has both" };
  const at = (gap: Gap) => common.map((seed) => gap.large[gap.seeds.indexOf(seed)] as number);
  return evidenceOf(summarizePaired(at(better), at(worse)), [...better.runs, ...worse.runs]);
}
