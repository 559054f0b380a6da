/** A training's state on its way to and from the variables of a program, which hold it weights first, then slots, then statistics, then what remedies keep. */
import { cut, join } from "../model/flat";
import type { Program } from "../trace/program";
import type { Snapshot } from "./engine";
import { allSpecs, type StateSpecs } from "./state";

/** Reading and writing the whole state; exact. */
export function stateOf(
  program: Pick<Program, "readState" | "writeState">,
  specs: StateSpecs,
): { read(): Snapshot; write(snapshot: Snapshot): void } {
  const all = allSpecs(specs);
  const counts = [specs.weights, specs.slots, specs.statistics].map(({ length }) => length) as [number, number, number];
  const [slots, statistics, extra] = [counts[0], counts[0] + counts[1], counts[0] + counts[1] + counts[2]];
  return {
    read: () => {
      const parts = program.readState();
      return {
        weights: join(parts.slice(0, slots)),
        slots: join(parts.slice(slots, statistics)),
        statistics: join(parts.slice(statistics, extra)),
        ...(extra < all.length ? { extra: join(parts.slice(extra)) } : {}),
      };
    },
    write: (snapshot) => program.writeState(cut(vectorOf(snapshot), all, "This state is of another network or optimizer")),
  };
}

/** The whole state as one vector. */
export const vectorOf = ({ weights, slots, statistics, extra }: Snapshot): Float32Array =>
  join([weights, slots, statistics, ...(extra ? [extra] : [])]);
