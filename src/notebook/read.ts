/** Reads what a notebook holds after it was run: its code cells with their tags and outputs. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { UserError } from "../errors";
import { checkNotebook } from "./check";

/** What a cell showed: data by MIME type; printed text is `text/plain`. */
export interface Output {
  type: "display" | "stream" | "error";
  data: Record<string, unknown>;
}

/** A code cell that runs. */
export interface CodeCell {
  /** Counts the code cells that run from 1, as the kernel does. */
  index: number;
  source: string;
  tags: string[];
  outputs: Output[];
}

export interface ExecutedNotebook {
  /** Such as "04-flat-and-sharp". */
  name: string;
  file: string;
  cells: CodeCell[];
}

const Text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]);
const Data = z.record(z.string(), z.unknown());
const AnyOutput = z.union([
  z.object({ output_type: z.enum(["display_data", "execute_result"]), data: Data }).transform(
    ({ data }): Output => ({
      type: "display",
      data: Object.fromEntries(Object.entries(data).map(([mime, value]) => [mime, joined(mime, value)])),
    }),
  ),
  z
    .object({ output_type: z.literal("stream"), text: Text })
    .transform(({ text }): Output => ({ type: "stream", data: { "text/plain": text } })),
  z
    .object({ output_type: z.literal("error"), ename: z.string(), evalue: z.string() })
    .transform(({ ename, evalue }): Output => ({ type: "error", data: { "text/plain": `${ename}: ${evalue}` } })),
]);
const Cell = z.object({
  cell_type: z.string(),
  source: Text,
  metadata: z.object({ tags: z.array(z.string()).default([]) }),
  outputs: z.array(AnyOutput).default([]),
});

/** Text may be kept as a list of its lines; JSON is kept as it is. */
function joined(mime: string, value: unknown): unknown {
  const isJson = mime === "application/json" || mime.endsWith("+json");
  return !isJson && Array.isArray(value) ? value.join("") : value;
}

/** @throws UserError unless `file` is a notebook of format 4 whose outputs can be read */
export function readExecuted(file: string): ExecutedNotebook {
  checkNotebook(file);
  const name = path.basename(file, ".ipynb");
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: { cell_type: string }[] };
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map((cell) => {
      const { data, error } = Cell.safeParse(cell);
      if (!data) throw new UserError(`An output of ${name} is damaged (${firstIssue(error)}). Run the notebook again.`);
      return { source: data.source, tags: data.metadata.tags, outputs: data.outputs };
    })
    .filter(({ source }) => source.trim() !== "");
  return { name, file, cells: code.map((cell, i) => ({ index: i + 1, ...cell })) };
}

/** What is wrong first, and where. */
export const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
};
