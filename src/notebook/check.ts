/** Looks, before a run, at what would else end it late: damaged notebooks, a folder that cannot be written to. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../data/files";
import { UserError } from "../errors";

const Text = z.union([z.string(), z.array(z.string())], "expected a text or a list of lines");
const Notebook = z.object({
  nbformat: z.literal(4),
  nbformat_minor: z.int(),
  metadata: z.object({}),
  cells: z.array(z.object({ cell_type: z.enum(["code", "markdown", "raw"]), metadata: z.object({}), source: Text })),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function problemOf(file: string): string | undefined {
  let content: unknown;
  try {
    const text = readFileSync(file, "utf8");
    if (text.trim() === "") return "the file is empty";
    content = JSON.parse(text);
  } catch (error) {
    return messageOf(error);
  }
  const issue = Notebook.safeParse(content).error?.issues[0];
  return issue && [issue.path.join("."), issue.message].filter(Boolean).join(": ");
}

/** @throws UserError unless `file` is a notebook of format 4. */
export function checkNotebook(file: string): void {
  const problem = problemOf(file);
  if (problem) throw new UserError(`${path.basename(file)} is no notebook (${problem}): restore ${file}, or move it elsewhere.`);
}

/** Makes the folder `out` if it is not there. @throws UserError if that fails or no file can be written to it */
export function checkOut(out: string): void {
  const probe = path.join(out, `.probe-${process.pid}`);
  try {
    makeFolder(path.resolve(out));
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new UserError(
      `Expected a folder for what is written; "${out}" cannot be written to (${messageOf(error)}). Choose another with --out.`,
    );
  }
}
