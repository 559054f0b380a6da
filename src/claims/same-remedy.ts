/** The same remedy for the small batch: whether one that lifts the large batch closes the gap, or would lift both. */
import { type Ratio, ratioOfMeans } from "../stats/ratio-of-means";
import { type Summary, summarize, summarizePaired } from "../stats/summary";
import type { RunRow } from "../sweep/store/row";
import { describeRemedies } from "../train/remedies/describe";
import { type Claim, evidenceOf, judge } from "./claim";
import { kebab, shareText } from "./closing-the-gap";
import { intervalText, meanAndSd, testPercent } from "./generalization-gap";
import { type Arm, LARGE, SMALL } from "./remedy-arms";
import type { Study } from "./study";

/** Arms of the small batch with these remedies, as far as the large batch has them: the same strengths, tuned as all others. */
export const sameRemedyArms = ({ small }: Pick<Study, "small">, arms: readonly Arm[], names: readonly string[]): Arm[] =>
  arms.filter(({ id }) => names.includes(id)).map((arm) => ({ ...arm, batch: small }));

/** What a remedy does to both batches. Accuracies in percent, differences in percentage points. */
export interface SameRemedy {
  id: string;
  small: number[];
  large: number[];
  /** Small batch less large batch, both with the remedy. */
  gap: Summary;
  /** How much smaller that is than the gap without. */
  smaller: Summary;
  /** Share of the gap without that is gone. */
  closed: Ratio;
  runs: string[];
}

/**
 * @param compared runs of the large batch, and of SB and LB, whose recipes are named as the arms
 * @param smalls runs of the small batch with remedies, likewise
 */
export function sameRemedies(compared: readonly RunRow[], smalls: readonly RunRow[]): SameRemedy[] {
  const at = (rows: readonly RunRow[], recipe: string, seed: number) => rows.find((row) => row.recipe === recipe && row.seed === seed);
  return [...new Set(smalls.map(({ recipe }) => recipe as string))].flatMap((id): SameRemedy[] => {
    const seeds = smalls.flatMap((small) => {
      if (small.recipe !== id) return [];
      const [large, sb, lb] = [id, SMALL, LARGE].map((recipe) => at(compared, recipe, small.seed));
      return large && sb && lb ? [{ small, large, sb, lb }] : [];
    });
    if (seeds.length === 0) return [];
    const own = seeds.map(({ small, large }) => testPercent(small) - testPercent(large));
    const plain = seeds.map(({ sb, lb }) => testPercent(sb) - testPercent(lb));
    return [
      {
        id,
        small: seeds.map(({ small }) => testPercent(small)),
        large: seeds.map(({ large }) => testPercent(large)),
        gap: summarize(own),
        smaller: summarizePaired(plain, own),
        closed: ratioOfMeans(plain.map((gap, i) => gap - (own[i] as number)), plain), // biome-ignore format: one line
        runs: seeds.flatMap((each) => Object.values(each).map(({ id }) => id)),
      },
    ];
  });
}

/** For a table. */
export const sameRemedyRows = (rows: readonly SameRemedy[]): Record<string, string>[] =>
  rows.map(({ id, small, large, gap, closed }) => ({
    remedy: id,
    "SB with it, test %": meanAndSd(small),
    "LB with it, test %": meanAndSd(large),
    "gap between the two, points [95 %]": intervalText(gap),
    "share of the plain gap that is gone": shareText(closed),
  }));

/** Whether less of a gap is left where both batches have the remedy. @param names of the remedies that this is asked of */
export const sameRemedyClaims = (rows: readonly SameRemedy[], names: readonly string[]): Claim[] =>
  names.map((name) => {
    const row = rows.find(({ id }) => id === name);
    return judge(
      {
        id: `remedy-${kebab(name)}-closes-within`,
        statement: `With ${name} for the small batch, too, less of a gap is left than without it.`,
        source: `ours, with the method of ${describeRemedies().find((each) => each.name === name)?.paper ?? name}`,
        test: {
          kind: "direction",
          effect: `gap without ${name} less gap with it for both batches, percentage points`,
          direction: "above",
          seeds: 5,
        },
      },
      row ? evidenceOf(row.smaller, [...new Set(row.runs)]) : { reason: "the small batch was not trained with it" },
    );
  });
