/** Files that are not the official ones: used only when a dataset.json beside them says what they are, and its sums agree. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../errors";
import type { DataName } from "./dataset";

export const VARIANT_FILE = "dataset.json";

const schema = z.object({
  name: z.string(),
  variant: z.string().trim().min(1).max(500),
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** What a dataset.json says: the data set's name, how its files differ from the official ones, and the SHA-256 of each file as it lies there. */
export type Variant = z.infer<typeof schema>;

/**
 * The dataset.json of a folder; undefined where there is none.
 * @throws UserError if it cannot be read as one
 */
export async function readVariant(folder: string): Promise<Variant | undefined> {
  const path = join(folder, VARIANT_FILE);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UserError(`Cannot read ${path}: ${error.message}`);
  });
  if (text === undefined) return undefined;
  const wanted = `{"name": …, "variant": "how the files differ from the official ones", "sha256": {"file": "64 hexadecimal digits"}}`;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UserError(`${path} should be ${wanted}, but: ${why}`);
  }
}

/**
 * Checks unofficial files against the dataset.json beside them.
 * @param sums SHA-256 of each file as it lies there, by its name
 * @param complaint what is wrong with the files if nothing vouches for them
 * @returns the sentence that says how the files differ
 * @throws UserError if there is no dataset.json, it is of another data set, or a sum is missing or differs
 */
export async function requireVariant(folder: string, name: DataName, sums: Map<string, string>, complaint: string): Promise<string> {
  const variant = await readVariant(folder);
  if (!variant) throw new UserError(complaint);
  const path = join(folder, VARIANT_FILE);
  if (variant.name !== name) throw new UserError(`${path} describes the data set ${variant.name}, but ${name} was asked for. ${complaint}`);
  for (const [file, sum] of sums) {
    const stated = variant.sha256[file];
    if (stated === undefined)
      throw new UserError(`${path} has no SHA-256 of ${file}. Add it, or replace the files with the official ones.`);
    if (stated !== sum)
      throw new UserError(`${join(folder, file)} is damaged: ${path} gives SHA-256 ${stated}, got ${sum}. Make the files anew.`);
  }
  return variant.variant;
}
