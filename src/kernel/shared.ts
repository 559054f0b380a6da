/** State of the kernel that code in cells shares with it, also where a module is loaded a second time (live modules). */

/** The state `name` of this process; `make` makes it at the first call. */
export function sharedState<T>(name: string, make: () => T): T {
  const place = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`largebatch.kernel.${name}`);
  place[key] ??= make();
  return place[key];
}
