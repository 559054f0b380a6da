/** What a helper can be given to do: each task leaves its results in the store, where the same call of the parent finds them. */
import { wayOf } from "../claims/equal-loss";
import { type PhiOptions, phiAlong, warmStarts } from "../claims/phi-along";
import { loadData } from "../data";
import type { DataSet } from "../data/dataset";
import { measureEach } from "../measure/panel/each";
import { openStore } from "../sweep/store";
import { requireSameData } from "../train/run-folder";
import type { CallItem, Items, TaskName } from "./protocol";

type Task<I> = (items: readonly I[], onItem: () => void) => Promise<void>;

export const TASKS: { [N in TaskName]: Task<Items[N]> } = {
  // Data and recorded gradients are brought to the device once for all of them.
  async measure(items, onItem) {
    const [first] = items;
    if (first) await measureEach(items.map(({ folder }) => folder), { ...first.options, onRun: onItem }); // biome-ignore format: one line
  },
  phiAlong: calls(({ store, ids, options }, data) =>
    phiAlong(ids[0] as string, { ...(options as Omit<PhiOptions, "data" | "store"> & { points: number }), data, store: openStore(store) }),
  ),
  warmStarts: calls(({ store, ids, options }, data) =>
    warmStarts([ids[0] as string, ids[1] as string], {
      ...(options as Omit<PhiOptions, "data" | "store"> & { epochs: number[] }),
      data,
      store: openStore(store),
    }),
  ),
  way: calls(({ options }, data) => {
    const [need, settings] = options as [Parameters<typeof wayOf>[0], Parameters<typeof wayOf>[2]];
    return wayOf(need, data, settings);
  }),
};

/** A task of calls, each with the data of its first run, which are loaded once. */
function calls(call: (item: CallItem, data: DataSet) => Promise<unknown>): Task<CallItem> {
  return async (items, onItem) => {
    const known = new Map<string, DataSet>();
    for (const item of items) {
      const stored = await openStore(item.store).load(item.ids[0] as string);
      const { data: name, trainSize, validation } = stored.run;
      const key = JSON.stringify([name, trainSize, validation]);
      const data = known.get(key) ?? (await loadData(name, { trainSize, validation }));
      known.set(key, data);
      requireSameData(stored, data);
      await call(item, data);
      onItem();
    }
  };
}
