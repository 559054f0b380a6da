/** How far trainings travel from where they began, small against large batch. */
import { mean } from "../stats/summary";
import type { StoredPair } from "../sweep/pairs";
import { type PairedValue, ratioEvidence, smallOverLarge } from "./ratio";

type Trained = Pick<StoredPair["small"], "weights" | "start">;

const distance = ({ weights, start }: Trained): number =>
  Math.sqrt(weights.reduce((sum, weight, i) => sum + (weight - (start[i] as number)) ** 2, 0));

/** ‖w − w₀‖ of each training, small and large. */
export const distances = (pairs: readonly (Pick<StoredPair, "seed"> & Record<"small" | "large", Trained>)[]): PairedValue[] =>
  pairs.map(({ seed, small, large }) => ({ seed, small: distance(small), large: distance(large) }));

/** A network's line of a table: means over the seeds, and the factor small / large of the distances, with its 95 % interval. */
export function distanceRow(network: string, pairs: readonly StoredPair[]): Record<string, string | number> {
  const travelled = distances(pairs);
  const { estimate, interval } = ratioEvidence(smallOverLarge(travelled));
  const sides = ["small", "large"] as const;
  const [small, large] = sides.map((side) => mean(travelled.map((pair) => pair[side]))) as [number, number];
  const [steps, fewer] = sides.map((side) => Math.round(mean(pairs.map((pair) => pair[side].steps)))) as [number, number];
  const factor = [estimate, ...(interval ?? [])].map((value) =>
    value !== undefined && Number.isFinite(value) ? value.toPrecision(3) : "–",
  );
  return {
    network,
    "steps, SB": steps,
    "steps, LB": fewer,
    "‖w − w₀‖, SB": small,
    "‖w − w₀‖, LB": large,
    "SB / LB": interval ? `${factor[0]} [${factor[1]}, ${factor[2]}]` : (factor[0] as string),
  };
}
