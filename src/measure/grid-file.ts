/** Keeps a grid on disk while it is measured: one JSON file with its settings, its finished cells and their SHA-256, always whole, from which only the same grid goes on. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { sha256, writeWhole } from "../data/files";
import { UserError } from "../errors";
import { type Cell, lossSurface, type Surface, type SurfaceSpec } from "./surface";

/** All that the numbers of a grid depend on: network, data, split, number of examples, batch norm's mode, seed of the directions, normalisation, `vectorSha256` of the weights, … */
export type GridSettings = Record<string, unknown>;

export interface GridFile {
  path: string;
  /** The finished cells; none where the file is not there. @throws UserError for a damaged file, or one of other settings */
  load(): Promise<Cell[]>;
  /** Replaces the finished cells. @throws UserError where the file cannot be written */
  save(cells: readonly Cell[]): Promise<void>;
}

const FORMAT = "largebatch grid";
/** Goes up when an older file would be read wrongly. */
const VERSION = 1;

/**
 * A grid's file. Two processes that measure the same grid do not harm each other: both have the same numbers, and the last one's cells stay.
 * @param path e.g. `surface.json` in the folder of a run
 */
export function gridFile(path: string, settings: GridSettings): GridFile {
  const own = canonical(settings);
  return {
    path,
    async load() {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw new UserError(`Cannot read the grid ${path}: ${error.message}. ${remedy(path)}`);
      });
      if (text === undefined) return [];
      const stored = parse(text, path);
      const there = canonical(stored.settings);
      if (there !== own)
        throw new UserError(`${path} is a grid of other settings: ${differences(stored.settings, JSON.parse(own))}. ${remedy(path)}`);
      return stored.cells;
    },
    async save(cells) {
      const content = { format: FORMAT, version: VERSION, settings, cells };
      const text = `${canonical({ ...content, sha256: seal(content) })}\n`;
      await writeWhole(path, text).catch((error: Error) => {
        throw new UserError(
          `Cannot write the grid ${path}: ${error.message}. Make room or give another folder, then start the same grid again.`,
        );
      });
    },
  };
}

/** How often a grid's file is written. */
export interface KeepOptions {
  /** Default 5; 0: after each cell. */
  everySeconds?: number;
}

/**
 * Measures cells one after another, going on from what the file holds, and keeps them there: every few seconds, at the end, and when it is interrupted or fails.
 * @param work is given the cells that are finished, and a function to hand each new one to
 * @throws as `work` and `GridFile` do
 */
export async function keptCells<T>(
  file: GridFile,
  { everySeconds = 5 }: KeepOptions,
  work: (finished: readonly Cell[], add: (cell: Cell) => Promise<void>) => Promise<T>,
): Promise<T> {
  const cells = await file.load();
  let saved = { count: cells.length, at: performance.now() };
  const save = async () => {
    if (cells.length > saved.count) await file.save(cells);
    saved = { count: cells.length, at: performance.now() };
  };
  const add = async (cell: Cell) => {
    cells.push(cell);
    if (performance.now() - saved.at >= 1000 * everySeconds) await save();
  };
  try {
    return await work([...cells], add);
  } finally {
    await save();
  }
}

/**
 * The surface, kept in a file while it is measured. The grid's coordinates join the settings.
 * @throws as `lossSurface` and `GridFile` do
 */
export function keptSurface(path: string, settings: GridSettings, spec: SurfaceSpec, keep: KeepOptions = {}): Promise<Surface> {
  const file = gridFile(path, { ...settings, alphas: spec.alphas, betas: spec.betas ?? [0] });
  return keptCells(file, keep, (finished, add) => {
    const onCell: SurfaceSpec["onCell"] = async (cell, done, of) => {
      await add(cell);
      await spec.onCell?.(cell, done, of);
    };
    return lossSurface({ ...spec, finished, onCell });
  });
}

const remedy = (path: string): string => `Delete ${path} to measure it anew, as measure --again does.`;

/** JSON has no such numbers, and far from a minimum a loss can be one. */
const spelled = (value: unknown): unknown => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

/** JSON with sorted keys: equal for equal values. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : spelled(each),
  );

const seal = (content: object): string => sha256(Buffer.from(canonical(content)));

const real = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const index = z.number().int().min(0);
const STORED = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  settings: z.record(z.string(), z.unknown()),
  cells: z.array(z.object({ row: index, column: index, loss: real, accuracy: real })),
  sha256: z.string(),
});

function parse(text: string, path: string): z.infer<typeof STORED> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is damaged: ${(error as Error).message}. ${remedy(path)}`);
  }
  const { sha256: sum, ...content } = (json ?? {}) as Record<string, unknown>;
  if (content.format !== FORMAT) throw new UserError(`${path} is no grid of a surface. ${remedy(path)}`);
  if (content.version !== VERSION)
    throw new UserError(
      `${path} is a grid of format ${content.version}; this version of largebatch reads format ${VERSION}. ${remedy(path)}`,
    );
  if (sum !== seal(content)) throw new UserError(`${path} is damaged: its SHA-256 does not agree with its content. ${remedy(path)}`);
  const parsed = STORED.safeParse(json);
  if (!parsed.success) throw new UserError(`${path} is damaged: ${z.prettifyError(parsed.error)}. ${remedy(path)}`);
  return parsed.data;
}

/** The settings in which two grids differ, in words. */
function differences(there: GridSettings, asked: GridSettings): string {
  const show = (value: unknown): string => {
    const text = value === undefined ? "not set" : canonical(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  };
  return [...new Set([...Object.keys(there), ...Object.keys(asked)])]
    .filter((key) => canonical([there[key]]) !== canonical([asked[key]]))
    .map((key) => `${key} is ${show(there[key])} there, ${show(asked[key])} here`)
    .join("; ");
}
