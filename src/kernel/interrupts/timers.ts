/** Timers that do nothing once the cell that set them was interrupted: a loop that sleeps in a library ends with its cell. */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { knownOrigin } from "../output/origin";

type Callback = (...args: unknown[]) => void;
type SetTimer = (callback: Callback, ...rest: unknown[]) => unknown;
interface Settings {
  signal?: AbortSignal;
}
type Promised = (...args: unknown[]) => unknown;

/** `set`, with callbacks that look whether their cell still may run. A repeated timer of a stopped cell ends. */
function stoppable(set: SetTimer): SetTimer {
  const replaced: SetTimer = (callback, ...rest) => {
    const stop = knownOrigin()?.stop;
    if (!stop || typeof callback !== "function") return set(callback, ...rest);
    const timer = set(
      function (this: unknown, ...args: unknown[]) {
        if (!stop.isDead) Reflect.apply(callback, this, args);
        else clearInterval(timer as NodeJS.Timeout);
      },
      ...rest,
    );
    return timer;
  };
  return Object.defineProperty(replaced, "name", { value: set.name });
}

/** The same for a timer that gives a promise: it is rejected when the cell is stopped. Its settings are the argument at `place`. */
function abortable(set: Promised, place: number): Promised {
  const replaced: Promised = (...args) => {
    const stop = knownOrigin()?.stop;
    if (!stop) return set(...args);
    const settings = (args[place] ?? {}) as Settings;
    const signal = settings.signal ? AbortSignal.any([settings.signal, stop.deathSignal]) : stop.deathSignal;
    const all = [...args];
    while (all.length < place) all.push(undefined);
    all[place] = { ...settings, signal };
    return set(...all);
  };
  return Object.defineProperty(replaced, "name", { value: set.name });
}

/** Replaces the timers that code of cells finds: the global ones, `node:timers` and `node:timers/promises`. */
export function prepareTimers(): void {
  const promised = timersPromises as unknown as Record<string, Promised>;
  for (const [name, place] of Object.entries({ setTimeout: 2, setInterval: 2, setImmediate: 1 })) {
    const plain = (timers as unknown as Record<string, SetTimer>)[name] as SetTimer;
    const replaced = stoppable(plain);
    const withPromise = abortable(promised[name] as Promised, place);
    if (promisify.custom in plain) Object.defineProperty(replaced, promisify.custom, { value: withPromise, enumerable: true });
    promised[name] = withPromise;
    Object.assign(timers, { [name]: replaced });
    Object.assign(globalThis, { [name]: replaced });
  }
  syncBuiltinESMExports();
}
