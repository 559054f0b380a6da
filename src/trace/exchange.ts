/** Carries values between the variables of a recorded step and the state of its program, exactly. */
import { tf } from "../backend/tf";
import { UserError } from "../errors";
import type { Program } from "./program";
import type { RecordedStep } from "./variables";

export interface Exchange {
  /** Writes the variables that were assigned outside since the last exchange into the program. */
  takeOver(): void;
  /** Assigns the program's state to the variables that the step assigns; what was assigned outside since is newer and stays. */
  giveBack(): void;
}

/** A variable that was assigned outside has another `dataId` than at the last exchange. */
export function exchangeOf(program: Program, { variables, outputs }: RecordedStep): Exchange {
  const assigned = new Set(outputs.filter(({ of }) => of === "variable").map(({ index }) => index));
  const seen: object[] = [];
  const expectAlive = () => {
    const gone = variables.find((variable) => variable.isDisposed);
    if (gone) throw new UserError(`The variable ${gone.name} of a compiled step has been disposed of. Keep it while the step is in use.`);
  };
  return {
    takeOver: () => {
      expectAlive();
      const changed = variables.map(({ dataId }, i) => dataId !== seen[i]);
      if (!changed.some(Boolean)) return;
      const old = changed.every(Boolean) ? [] : program.readState();
      program.writeState(variables.map((variable, i) => (changed[i] ? variable.dataSync() : old[i]) as Float32Array));
      for (const [i, { dataId }] of variables.entries()) seen[i] = dataId;
    },
    giveBack: () => {
      expectAlive();
      const state = program.readState();
      for (const [i, variable] of variables.entries()) {
        // Assigned outside since the last turn: that is newer.
        if (!assigned.has(i) || variable.dataId !== seen[i]) continue;
        const value = tf.tensor(state[i] as Float32Array, variable.shape, variable.dtype);
        variable.assign(value);
        value.dispose();
        seen[i] = variable.dataId;
      }
    },
  };
}
