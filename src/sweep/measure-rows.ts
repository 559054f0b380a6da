/** Puts the runs of a sweep through the panel, each with the same settings: what is measured is kept beside each run, so a second time takes it from there. */
import { type EachOptions, measureEach } from "../measure/panel/each";
import type { StoredMeasure } from "../measure/panel/stored";
import { openStore, type RunStore } from "./store";
import type { RunRow } from "./store/row";

export interface MeasureRowsOptions extends Omit<EachOptions, "onRun"> {
  /** Default: the folder LARGEBATCH_RUNS, else data/runs. */
  store?: RunStore;
  /** Told after each run. */
  onRow?(done: number, of: number): void;
}

/** A run with what was measured of it. */
export interface RowMeasures<R = RunRow> {
  row: R;
  /** In the order of `what`. */
  measures: StoredMeasure[];
}

/**
 * @param rows of one network and data set
 * @returns one entry a row, in their order
 * @throws as `measureEach`
 */
export async function measureRows<R extends Pick<RunRow, "id">>(
  rows: readonly R[],
  { store = openStore(), onRow, ...options }: MeasureRowsOptions,
): Promise<RowMeasures<R>[]> {
  let done = 0;
  const onRun = () => onRow?.(++done, rows.length);
  const all = await measureEach(rows.map(({ id }) => store.folderOf(id)), { ...options, onRun }); // biome-ignore format: one line
  return rows.map((row, i) => ({ row, measures: all[i] as StoredMeasure[] }));
}
