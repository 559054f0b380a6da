/** Carries values between the variables of a recorded step and the state of its program, exactly. */
import { tf } from "../backend/tf";
import { UserError } from "../errors";
import type { Program } from "./program";
import type { RecordedStep } from "./variables";

export interface Exchange {
  /** Writes the variables that were assigned outside since the last exchange into the program; those that another program has trained are given back by it before. */
  takeOver(): void;
  /** Notes that the program has run: it holds the newest values of what it assigns, until they are given back. */
  trained(): void;
  /** Assigns the program's state to the variables that the step assigns; what was assigned outside since is newer and stays. */
  giveBack(): void;
  /** Gives up values that have not been given back. */
  forget(): void;
}

/** Of the variables that a program has trained since it last gave them back: what gives them back. */
const holders = new WeakMap<tf.Variable, () => void>();

/** A variable that was assigned outside has another `dataId` than at the last exchange. */
export function exchangeOf(program: Program, { variables, outputs }: RecordedStep): Exchange {
  const assigned = outputs.filter(({ of }) => of === "variable").map(({ index }) => variables[index] as tf.Variable);
  const seen: object[] = [];
  const expectAlive = () => {
    const gone = variables.find((variable) => variable.isDisposed);
    if (gone) throw new UserError(`The variable ${gone.name} of a compiled step has been disposed of. Keep it while the step is in use.`);
  };
  const settle = () => {
    const state = program.readState();
    for (const [i, variable] of variables.entries()) {
      if (holders.get(variable) !== settle) continue;
      holders.delete(variable);
      // Assigned outside since the last turn: that is newer.
      if (variable.isDisposed || variable.dataId !== seen[i]) continue;
      const value = tf.tensor(state[i] as Float32Array, variable.shape, variable.dtype);
      variable.assign(value);
      value.dispose();
      seen[i] = variable.dataId;
    }
  };
  return {
    takeOver: () => {
      expectAlive();
      for (const variable of variables) {
        const holder = holders.get(variable);
        if (holder !== settle) holder?.();
      }
      const changed = variables.map(({ dataId }, i) => dataId !== seen[i]);
      if (!changed.some(Boolean)) return;
      const old = changed.every(Boolean) ? [] : program.readState();
      program.writeState(variables.map((variable, i) => (changed[i] ? variable.dataSync() : old[i]) as Float32Array));
      for (const [i, { dataId }] of variables.entries()) seen[i] = dataId;
    },
    trained: () => {
      for (const variable of assigned) holders.set(variable, settle);
    },
    giveBack: () => {
      expectAlive();
      settle();
    },
    forget: () => {
      for (const variable of assigned) if (holders.get(variable) === settle) holders.delete(variable);
    },
  };
}
