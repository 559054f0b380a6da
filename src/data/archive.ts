/** Takes named members out of a tar archive (plain or gzip) into memory; nothing is ever written to a path that an archive names. */
import { basename } from "node:path";
import { list, type ReadEntry } from "tar";
import { UserError } from "../errors";
import { asBytes } from "./files";

/**
 * The contents of some members.
 * @param members the path of each member in the archive, and its exact size in bytes
 * @throws UserError if the archive is damaged, or a member is missing, twice there, no plain file, or of another size
 */
export async function readMembers(archive: string, members: Map<string, number>): Promise<Map<string, Uint8Array>> {
  const pieces = new Map<string, Buffer[]>();
  const faults: string[] = [];
  const onReadEntry = (entry: ReadEntry): void => {
    const bytes = members.get(entry.path);
    const fault = bytes === undefined ? undefined : faultOf(entry, bytes, pieces.has(entry.path));
    if (fault) faults.push(fault);
    if (bytes === undefined || fault) {
      entry.resume();
      return;
    }
    const kept: Buffer[] = [];
    pieces.set(entry.path, kept);
    entry.on("data", (piece: Buffer) => {
      kept.push(piece);
    });
  };
  try {
    await list({ file: archive, strict: true, onReadEntry });
  } catch (error) {
    throw new UserError(`${basename(archive)} cannot be unpacked (${(error as Error).message}). Replace or delete ${archive}.`);
  }
  for (const path of members.keys()) {
    if (!pieces.has(path) && faults.length === 0) faults.push(`it has no ${path}`);
  }
  if (faults.length > 0)
    throw new UserError(`${basename(archive)} is not the archive that was expected: ${faults.join("; ")}. Replace ${archive}.`);
  return new Map(Array.from(pieces, ([path, kept]) => [path, asBytes(Buffer.concat(kept))]));
}

function faultOf(entry: ReadEntry, bytes: number, again: boolean): string | undefined {
  if (entry.type !== "File") return `${entry.path} is a ${entry.type}, not a file`;
  if (entry.size !== bytes) return `${entry.path} should have ${bytes} bytes, has ${entry.size}`;
  return again ? `${entry.path} is in it twice` : undefined;
}
