/** Runs a trace as a graph once. */
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
