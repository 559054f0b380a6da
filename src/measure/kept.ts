/** Keeps what products at one point have in common: the long operations of the forward and the backward pass, which do not depend on the direction. */

import { splitBeforehand } from "../trace/beforehand";
import type { LoopSpec, Program } from "../trace/program";
import type { Value } from "../trace/trace";

/** What one kind of product may keep, bytes. Of more data less is kept: what saves most comes first. */
export const MOST_BYTES = 2 ** 30;

/** Loops, and the data in which they keep values of each chunk. */
export interface Keeping {
  loops: Record<string, LoopSpec>;
  data: Record<string, Value>;
  /** By the name of a loop: its data. */
  kept: Map<string, string[]>;
}

/** Name of the loop that keeps what another one reads. */
const keeperOf = (name: string): string => `${name}/keep`;

/**
 * Splits each loop that reads a direction in two: one for the point, which keeps, and one for each direction, which reads.
 * @param first number of the first state that belongs to the direction
 * @param chunks turns of a whole pass
 * @param bytes that each loop may keep
 */
export function keeping(loops: Record<string, LoopSpec>, first: number, chunks: number, bytes: number): Keeping {
  const all: Keeping = { loops: {}, data: {}, kept: new Map() };
  for (const [name, loop] of Object.entries(loops)) {
    const late = loop.inputs.flatMap((source, input) => (source.from === "state" && source.index >= first ? [input] : []));
    const split = late.length > 0 ? splitBeforehand(loop.trace, late, bytes / chunks) : undefined;
    all.loops[name] = loop;
    if (!split) continue;
    const names = split.kept.map((_, i) => `${name}_${i}`);
    split.kept.forEach(({ shape, dtype }, i) => {
      all.data[names[i] as string] = { shape: [chunks, ...shape], dtype };
    });
    all.kept.set(name, names);
    all.loops[keeperOf(name)] = { ...loop, trace: split.before, outputs: names.map((data) => ({ to: "place", data })) };
    all.loops[name] = { ...loop, trace: split.after, inputs: [...loop.inputs, ...names.map((data) => ({ from: "place", data }) as const)] };
  }
  return all;
}

/** Knows what is kept, and runs the loops that keep. */
export class Keeper {
  private readonly chunks = new Map<string, Set<number>>();

  constructor(
    private readonly kept: Keeping["kept"],
    private readonly program: Program,
    private readonly run: (loop: string, from: number, to: number) => void,
  ) {}

  /** At another point nothing of it is right. */
  forget(): void {
    for (const chunks of this.chunks.values()) chunks.clear();
  }

  /** Sees to it that the chunks from `from` to before `to` are kept for a loop. */
  keep(loop: string, from: number, to: number): void {
    const names = this.kept.get(loop);
    if (!names) return;
    if (!this.chunks.has(loop)) {
      for (const name of names) this.program.clearData(name);
      this.chunks.set(loop, new Set());
    }
    const chunks = this.chunks.get(loop) as Set<number>;
    for (let chunk = from; chunk < to; chunk++) {
      if (chunks.has(chunk)) continue;
      this.run(keeperOf(loop), chunk, chunk + 1);
      chunks.add(chunk);
    }
  }
}
