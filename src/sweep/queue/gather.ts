/** The files of a finished run that travel: all that a store keeps of it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT_FILE } from "../../train/checkpoint";
import { mayTravel } from "./bundle";

/** By name relative to the run's folder; the result last, so that it is written last. */
export async function gather(folder: string): Promise<Map<string, Uint8Array>> {
  const names = [
    ...(await readdir(folder)),
    ...(await readdir(join(folder, "measures")).catch(() => [])).map((name) => `measures/${name}`),
  ];
  const those = names
    .filter((name) => mayTravel(name) && name !== CHECKPOINT_FILE)
    .sort((a, b) => Number(a === "result.json") - Number(b === "result.json"));
  const files = new Map<string, Uint8Array>();
  for (const name of those) files.set(name, await readFile(join(folder, name)));
  return files;
}
