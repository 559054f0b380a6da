/** Results of remedies as points of a figure: share of the gap closed against the factor by which a sharpness fell. */
import type { RemedyPoint } from "../figure/remedies";
import { FLAT_BY, isOnSlope, type RemedyMeasure, type RemedyResult } from "./closing-the-gap";
import { FITTED } from "./generalization-gap";
import { LARGE, SMALL } from "./remedy-arms";

/** One without the measure has no place in the figure. LB is where the axes cross. */
export const remedyPoints = (results: readonly RemedyResult[], measure: RemedyMeasure = FLAT_BY): RemedyPoint[] =>
  results.flatMap((result) => {
    const { id, train, share, flatter } = result;
    const log = flatter[measure];
    if (!log || !share || id === LARGE || !Number.isFinite(share.ratio)) return [];
    return [
      {
        name: id,
        flatter: { mean: Math.exp(log.mean), low: Math.exp(log.low), high: Math.exp(log.high) },
        share: { mean: share.ratio, low: share.low, high: share.high },
        unfinished: train < FITTED,
        onSlope: isOnSlope(result),
        reference: id === SMALL,
      },
    ];
  });
