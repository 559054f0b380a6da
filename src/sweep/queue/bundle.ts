/** A set of files as it travels through Redis: a manifest, and each file in pieces that are small, compressed and checked. Read as coming from a stranger. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { sha256 } from "../../data/files";
import { UserError } from "../../errors";

/** Bytes of a file in one piece, before it is compressed. */
export const PIECE_BYTES = 480 * 1024;

/** The largest that a piece may be in Redis. Data that cannot be compressed grow by less than a thousandth. */
export const MOST_PIECE_BYTES = 512 * 1024;

/** The largest that all files may be together, uncompressed. */
export const MOST_BYTES = 1 << 30;

/** The largest that a manifest may be. */
export const MOST_MANIFEST_BYTES = 64 * 1024;

const NAMES = ["config.json", "environment.json", "history.jsonl", "weights.safetensors", "result.json", "checkpoint.safetensors"];

/** Whether a file of a run's folder may travel; nothing else may become part of a path. */
export const mayTravel = (name: string): boolean =>
  NAMES.includes(name) || /^measures\/[A-Za-z0-9][A-Za-z0-9_-]{0,79}(\.grid)?\.json$/.test(name);

const FORMAT = "largebatch bundle 1";
const MOST_FILES = 100;
const FILE = z.strictObject({
  name: z.string().max(100).refine(mayTravel, "no file of a run"),
  bytes: z.number().int().min(0).max(MOST_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const MANIFEST = z.strictObject({
  format: z.literal(FORMAT),
  /** `given`: a finished run on its way to a worker, which takes measures of it. */
  kind: z.enum(["done", "failed", "checkpoint", "given"]),
  worker: z.string().max(120),
  /** How often the run was started. */
  attempts: z.number().int().min(0).max(1e6),
  /** Of `checkpoint`. */
  step: z.number().int().min(0).optional(),
  /** Of `failed`. */
  error: z.string().max(4000).optional(),
  files: z.array(FILE).max(MOST_FILES),
});
export type Manifest = z.infer<typeof MANIFEST>;

export interface Bundle {
  manifest: Manifest;
  /** By name. */
  files: Map<string, Uint8Array>;
}

/** What a bundle is about, without its files. */
export type About = Omit<Manifest, "format" | "files">;

/** @throws UserError for files that may not travel, or are too many or too large */
export function bundle(about: About, files: Map<string, Uint8Array>): Bundle {
  const described = [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  const manifest: Manifest = { format: FORMAT, ...about, files: described };
  return { manifest: parseManifest(JSON.stringify(manifest)), files };
}

/** A piece of a file, compressed. */
export const pieceOf = (bytes: Uint8Array, index: number): Buffer =>
  deflateRawSync(bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES), { level: 1 });

/** Number of pieces of a file. */
export const piecesOf = (bytes: number): number => Math.ceil(bytes / PIECE_BYTES);

/** The name of a piece: of which file in the manifest's order, and which piece of it. */
export const pieceName = (file: number, index: number): string => `${file}:${index}`;

const refuse = (why: string): UserError => new UserError(`A message in the queue was refused: ${why}.`);

/** @throws UserError for any text that is no manifest */
export function parseManifest(text: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse("its list of files is no JSON");
  }
  const parsed = MANIFEST.safeParse(content);
  if (!parsed.success) throw refuse(`its list of files is wrong: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  const { files } = parsed.data;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > MOST_BYTES) throw refuse(`its files have ${total} bytes, at most ${MOST_BYTES} are taken`);
  if (new Set(files.map(({ name }) => name)).size < files.length) throw refuse("it names a file twice");
  return parsed.data;
}

/**
 * The files of a manifest, each checked.
 * @param fetch a piece by its name, compressed; undefined where there is none
 * @throws UserError where a piece is missing, too large, unpacks to another size, or a file's SHA-256 does not agree
 */
export async function unpack(manifest: Manifest, fetch: (name: string) => Promise<Uint8Array | undefined>): Promise<Bundle> {
  const files = new Map<string, Uint8Array>();
  for (const [number, { name, bytes, sha256: sum }] of manifest.files.entries()) {
    // Joined at the end: what a manifest promises is given no memory before it came.
    const pieces: Uint8Array[] = [];
    for (let index = 0; index < piecesOf(bytes); index++) {
      const piece = await fetch(pieceName(number, index));
      if (!piece) throw refuse(`a piece of ${name} is missing`);
      pieces.push(inflated(piece, Math.min(PIECE_BYTES, bytes - index * PIECE_BYTES), name));
    }
    const whole = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
    if (sha256(whole) !== sum) throw refuse(`the SHA-256 of ${name} does not agree with its content`);
    files.set(name, whole);
  }
  return { manifest, files };
}

function inflated(piece: Uint8Array, bytes: number, name: string): Uint8Array {
  if (piece.length > MOST_PIECE_BYTES) throw refuse(`a piece of ${name} has ${piece.length} bytes, at most ${MOST_PIECE_BYTES} are taken`);
  let content: Uint8Array;
  try {
    content = inflateRawSync(piece, { maxOutputLength: bytes });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw refuse(`a piece of ${name} ${tooLarge ? `unpacks to more than its ${bytes} bytes` : "cannot be unpacked"}`);
  }
  if (content.length !== bytes) throw refuse(`a piece of ${name} unpacks to ${content.length} bytes, not ${bytes}`);
  return content;
}
