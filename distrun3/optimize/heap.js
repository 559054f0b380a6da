"use strict";
/** A heap of breakpoints, the earliest on top: most of those of a path are never reached, so sorting them all is wasted. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.Heap = void 0;
class Heap {
    /** Times and the indices they belong to, in heap order; side by side, so that a comparison finds its numbers close together. */
    times;
    indices;
    size = 0;
    /** @param times one an index; those that are 0 or infinite are left out */
    constructor(times) {
        this.times = new Float64Array(times.length);
        this.indices = new Uint32Array(times.length);
        for (let i = 0; i < times.length; i++) {
            const time = times[i];
            if (!(time > 0 && time < Number.POSITIVE_INFINITY))
                continue;
            this.times[this.size] = time;
            this.indices[this.size++] = i;
        }
        for (let at = (this.size >> 1) - 1; at >= 0; at--)
            this.sink(at, this.times[at], this.indices[at]);
    }
    /** Takes out the index with the earliest time. @returns −1 when none is left */
    pop() {
        if (this.size === 0)
            return -1;
        const top = this.indices[0];
        this.size--;
        this.sink(0, this.times[this.size], this.indices[this.size]);
        return top;
    }
    /** Puts an entry where it belongs, at `at` or below. */
    sink(from, time, index) {
        const { times, indices, size } = this;
        let at = from;
        for (;;) {
            let child = 2 * at + 1;
            if (child >= size)
                break;
            if (child + 1 < size && times[child + 1] < times[child])
                child++;
            if (times[child] >= time)
                break;
            times[at] = times[child];
            indices[at] = indices[child];
            at = child;
        }
        times[at] = time;
        indices[at] = index;
    }
}
exports.Heap = Heap;
//# sourceMappingURL=heap.js.map