/** Runs a trace as a graph once. */
import { expect } from "vitest";
import type { Tensor } from "../../src/backend/tf";
import { Graph } from "../../src/trace/graph";
import { openSession } from "../../src/trace/session";
import { DTYPES, type Trace } from "../../src/trace/trace";

/** @returns the values of each output */
export function runTrace(trace: Trace, inputs: Tensor[]): number[][] {
  const graph = new Graph();
  const ports = graph.inline(
    trace,
    trace.inputs.map(({ dtype, shape }, i) => graph.placeholder(`in_${i}`, dtype, shape)),
  );
  const fetches = ports.map((port, i) => graph.add("Identity", [port], { T: { type: DTYPES.float32 } }, `out_${i}`));
  const session = openSession(graph.nodes);
  try {
    const feeds = inputs.map((tensor, i) => [
      `in_${i}`,
      { ...(trace.inputs[i] as Trace["inputs"][number]), values: tensor.dataSync() as Float32Array },
    ]);
    return session.run(Object.fromEntries(feeds), fetches).map((values) => [...values]);
  } finally {
    session.dispose();
  }
}

/** Both traces give the same numbers, up to rounding, none of them all zero. */
export function expectSame(before: Trace, after: Trace, inputs: Tensor[]): void {
  const [expected, found] = [runTrace(before, inputs), runTrace(after, inputs)];
  expect(found).toHaveLength(expected.length);
  found.forEach((values, i) => {
    const wanted = expected[i] as number[];
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const farthest = values.reduce((most, value, j) => Math.max(most, Math.abs(value - (wanted[j] as number))), 0);
    expect(values).toHaveLength(wanted.length);
    expect(largest).toBeGreaterThan(0);
    expect(farthest / largest).toBeLessThan(5e-6);
  });
}
