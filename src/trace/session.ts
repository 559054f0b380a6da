/** Runs a graph: loads it into a TensorFlow session, feeds it typed arrays and fetches others. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NativeTensor, nativeBackend } from "../backend/binding";
import { encodeSavedModel, type NodeMessage } from "./proto";
import type { Constant } from "./trace";

export interface Session {
  /**
   * @param feeds values of placeholders, by name
   * @param fetches ports to read; without any, nothing runs
   */
  run(feeds: Record<string, Constant>, fetches: string[]): Constant["values"][];
  dispose(): void;
}

/** Loads a graph. @throws Error from TensorFlow that names the node it does not accept */
export function openSession(nodes: NodeMessage[]): Session {
  const { binding } = nativeBackend();
  const folder = mkdtempSync(join(tmpdir(), "largebatch-graph-"));
  let id: number;
  try {
    writeFileSync(join(folder, "saved_model.pb"), encodeSavedModel(nodes));
    id = binding.loadSavedModel(folder, "serve");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  let open = true;

  const run: Session["run"] = (feeds, fetches) => {
    if (!open) throw new Error("This program has been disposed of.");
    // TensorFlow refuses to run without a target.
    if (fetches.length === 0) return [];
    const names = Object.keys(feeds);
    const ids: number[] = [];
    let outputs: NativeTensor[] = [];
    try {
      for (const { shape, dtype, values } of Object.values(feeds)) ids.push(binding.createTensor(shape, dtype, values));
      outputs = binding.runSavedModel(id, ids, names.map(port).join(","), fetches.map(port).join(","));
      return outputs.map((output) => binding.tensorDataSync(output.id));
    } finally {
      for (const tensor of [...ids, ...outputs.map((output) => output.id)]) binding.deleteTensor(tensor);
    }
  };
  const dispose = () => {
    if (open) binding.deleteSavedModel(id);
    open = false;
  };
  return { run, dispose };
}

const port = (name: string): string => (name.includes(":") ? name : `${name}:0`);
