/** A heap of breakpoints, the earliest on top: most of those of a path are never reached, so sorting them all is wasted. */

export class Heap {
  /** Times and the indices they belong to, in heap order; side by side, so that a comparison finds its numbers close together. */
  private readonly times: Float64Array;
  private readonly indices: Uint32Array;
  private size = 0;

  /** @param times one an index; those that are 0 or infinite are left out */
  constructor(times: Float64Array) {
    this.times = new Float64Array(times.length);
    this.indices = new Uint32Array(times.length);
    for (let i = 0; i < times.length; i++) {
      const time = times[i] as number;
      if (!(time > 0 && time < Number.POSITIVE_INFINITY)) continue;
      this.times[this.size] = time;
      this.indices[this.size++] = i;
    }
    for (let at = (this.size >> 1) - 1; at >= 0; at--) this.sink(at, this.times[at] as number, this.indices[at] as number);
  }

  /** Takes out the index with the earliest time. @returns −1 when none is left */
  pop(): number {
    if (this.size === 0) return -1;
    const top = this.indices[0] as number;
    this.size--;
    this.sink(0, this.times[this.size] as number, this.indices[this.size] as number);
    return top;
  }

  /** Puts an entry where it belongs, at `at` or below. */
  private sink(from: number, time: number, index: number): void {
    const { times, indices, size } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] as number) < (times[child] as number)) child++;
      if ((times[child] as number) >= time) break;
      times[at] = times[child] as number;
      indices[at] = indices[child] as number;
      at = child;
    }
    times[at] = time;
    indices[at] = index;
  }
}
