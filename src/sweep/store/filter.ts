/** Which runs of a store are meant. */
import { type RunRow, SETTLED, type Value } from "./row";

/** By column, the value or values that are taken, e.g. `{ network: "F1", batch: [256, 6000], status: "done" }`; columns that are absent take any. */
export type RunFilter = { readonly [column: string]: Value | readonly Value[] | undefined };

type Test = (row: RunRow) => boolean;

/** A filter made ready: `settled` tests what stays as long as a run has its name, `rest` all else. */
export function testsOf(filter: RunFilter = {}): { settled: Test; rest: Test } {
  const tests = Object.entries(filter).flatMap(([column, wanted]) => {
    if (wanted === undefined) return [];
    const values = new Set<unknown>(Array.isArray(wanted) ? wanted : [wanted]);
    return [{ column, passes: (row: RunRow) => values.has(row[column]) }];
  });
  const all =
    (some: typeof tests): Test =>
    (row) =>
      some.every(({ passes }) => passes(row));
  return { settled: all(tests.filter(({ column }) => SETTLED.has(column))), rest: all(tests.filter(({ column }) => !SETTLED.has(column))) };
}
