/** A training's state on its way to and from the variables of a program, which hold it weights first, then slots, then statistics. */
import { cut, join } from "../model/flat";
import type { Program } from "../trace/program";
import type { Snapshot } from "./engine";
import type { StateSpecs } from "./step";

/** Reading and writing the whole state; exact. */
export function stateOf(
  program: Pick<Program, "readState" | "writeState">,
  { weights, slots, statistics }: StateSpecs,
): { read(): Snapshot; write(snapshot: Snapshot): void } {
  const all = [...weights, ...slots, ...statistics];
  const bounds = [weights.length, weights.length + slots.length] as const;
  return {
    read: () => {
      const parts = program.readState();
      return { weights: join(parts.slice(0, bounds[0])), slots: join(parts.slice(...bounds)), statistics: join(parts.slice(bounds[1])) };
    },
    write: (snapshot) =>
      program.writeState(
        cut(join([snapshot.weights, snapshot.slots, snapshot.statistics]), all, "This state is of another network or optimizer"),
      ),
  };
}
