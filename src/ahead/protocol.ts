/** What goes between a process and its helper: names of tasks and their items, all plain data. */
import type { MeasureOptions } from "../measure/panel/options";

/** A measure of a stored run, as `measureEach` takes it. */
export interface MeasureItem {
  folder: string;
  options: Pick<MeasureOptions, "what" | "settings" | "seed" | "split" | "examples" | "batchNorm" | "rescale">;
}

/** A call of a function of stored runs: ids first, then what else it takes but the data, which the helper loads. */
export interface CallItem {
  /** Folder of the store. */
  store: string;
  ids: readonly string[];
  options: unknown;
}

export interface Items {
  measure: MeasureItem;
  phiAlong: CallItem;
  warmStarts: CallItem;
  way: CallItem;
}
export type TaskName = keyof Items;
export type ItemOf<N extends TaskName> = Items[N];

export interface ToHelper {
  task: TaskName;
  items: readonly unknown[];
}

/** @property finished index of the item, among those that the helper was given */
export interface FromHelper {
  finished: number;
}
