/** The state of a training as tensors in one fixed order: weights, the optimizer's slots, batch norm's running statistics, and what remedies keep of their own. */
import type { Tensor } from "../backend/tf";
import type { WeightSpec } from "../model/layer";
import type { Network } from "../model/network";
import type { Optimizer } from "./optimizers/optimizer";

export interface State {
  weights: Tensor[];
  /** For each weight, the optimizer's slots. */
  slots: Tensor[][];
  /** Batch norm's running statistics. */
  statistics: Tensor[];
  /** By the name of a remedy, what it keeps; absent: nothing. */
  extra?: Record<string, Tensor[]>;
}

export interface StepSettings {
  weightDecay: number;
  statisticsMomentum: number;
  /** Seed of dropout. */
  seed: number;
  /** Whether dropout is on; default: yes. */
  dropout?: boolean;
}

/** A tensor that a remedy keeps beside weights and slots. */
export interface ExtraSpec {
  name: string;
  shape: number[];
  /** A constant, or a copy of the starting value of the weight, slot or statistic of this name. */
  start: number | { copyOf: string };
}

/** Shapes of all tensors of a state. */
export interface StateSpecs {
  weights: WeightSpec[];
  slots: WeightSpec[];
  statistics: WeightSpec[];
  /** By the name of a remedy. */
  extra: Record<string, ExtraSpec[]>;
}

/** What remedies keep, from the specs of all else. */
export type ExtraOf = (specs: Omit<StateSpecs, "extra">) => Record<string, ExtraSpec[]>;

/**
 * @param optimizer absent: no slots
 * @param extraOf absent: nothing is kept beside them
 */
export function stateSpecs({ weights, statistics }: Network, optimizer?: Optimizer, extraOf: ExtraOf = () => ({})): StateSpecs {
  const slots = weights.flatMap(({ name, shape }) =>
    (optimizer?.slots ?? []).map((slot) => ({
      name: `${name}/${slot.name}`,
      shape: slot.scalar ? [] : shape,
      start: { kind: "constant" as const, value: slot.value },
    })),
  );
  return { weights, slots, statistics, extra: extraOf({ weights, slots, statistics }) };
}

/** Specs of all tensors, in the order of `tensorsOf`. */
export const allSpecs = ({ weights, slots, statistics, extra }: StateSpecs): { name: string; shape: number[] }[] => [
  ...weights,
  ...slots,
  ...statistics,
  ...Object.values(extra).flat(),
];

/** All tensors of a state, in a fixed order. */
export const tensorsOf = (state: State): Tensor[] => [
  ...state.weights,
  ...state.slots.flat(),
  ...state.statistics,
  ...Object.values(state.extra ?? {}).flat(),
];

/** A state from its tensors in the order of `tensorsOf`. */
export function packState(tensors: Tensor[], specs: StateSpecs): State {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return tensors.slice(at - count, at);
  };
  const weights = take(specs.weights.length);
  const each = specs.slots.length / Math.max(1, specs.weights.length);
  const slots = weights.map(() => take(each));
  const statistics = take(specs.statistics.length);
  const extra = Object.entries(specs.extra).map(([name, list]) => [name, take(list.length)] as const);
  return { weights, slots, statistics, ...(extra.length > 0 ? { extra: Object.fromEntries(extra) } : {}) };
}
