/** Reads and writes safetensors files (huggingface.co/docs/safetensors): a header's length, the header as JSON, then the numbers as they lie in memory. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { UserError } from "../errors";

/** A tensor in a file; flat, the last dimension fastest. */
export interface StoredTensor {
  shape: number[];
  values: Float32Array | Uint8Array;
}

export interface Stored {
  /** By name; the order is that of the file. */
  tensors: Record<string, StoredTensor>;
  metadata: Record<string, string>;
}

const LENGTH_BYTES = 8;
const BYTES = { F32: 4, U8: 1 } as const;
const count = z.number().int().min(0);
const header = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(z.object({ dtype: z.enum(["F32", "U8"]), shape: z.array(count), data_offsets: z.tuple([count, count]) }));

/** A file's bytes. float32 tensors should come before bytes, so that they stay aligned. */
export function encodeTensors({ tensors, metadata }: Stored): Uint8Array {
  const entries: Record<string, object> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const start = end;
    end += values.byteLength;
    entries[name] = { dtype: values instanceof Float32Array ? "F32" : "U8", shape, data_offsets: [start, end] };
    parts.push(bytesOf(values));
  }
  const text = Buffer.from(JSON.stringify(entries));
  // Spaces behind the JSON align the numbers.
  const padded = Buffer.alloc(Math.ceil(text.length / 8) * 8, " ");
  text.copy(padded);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...parts]);
}

/**
 * The content of a file.
 * @param name of the file, for messages
 * @throws UserError for bytes that are no such file, or one with other numbers than float32 and bytes
 */
export function decodeTensors(bytes: Uint8Array, name: string): Stored {
  const fail = (why: string) => new UserError(`${name} is damaged, or no safetensors file: ${why}.`);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < LENGTH_BYTES) throw fail(`it has ${view.length} bytes, its header alone more`);
  const from = LENGTH_BYTES + Number(view.readBigUInt64LE());
  if (from > view.length) throw fail(`its header should end at byte ${from}, but it has ${view.length} bytes`);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(view.toString("utf8", LENGTH_BYTES, from), fail);
  const tensors: Stored["tensors"] = {};
  let end = 0;
  const inOrder = Object.entries(entries).sort(([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1]);
  for (const [tensor, { dtype, shape, data_offsets: at }] of inOrder) {
    const size = BYTES[dtype] * shape.reduce((product, n) => product * n, 1);
    if (at[0] !== end || at[1] !== at[0] + size)
      throw fail(`${tensor} should lie at bytes ${end} to ${end + size}, not ${at.join(" to ")}`);
    end = at[1];
    // A copy: what lies in a file need not be aligned.
    const raw = new Uint8Array(view.subarray(from + at[0], from + end));
    if (raw.length !== size) break;
    tensors[tensor] = { shape, values: dtype === "F32" ? new Float32Array(raw.buffer) : raw };
  }
  if (from + end !== view.length) throw fail(`it should have ${from + end} bytes, not ${view.length}`);
  return { tensors, metadata };
}

function parseHeader(text: string, fail: (why: string) => UserError): z.infer<typeof header> {
  try {
    return header.parse(JSON.parse(text));
  } catch (error) {
    throw fail(error instanceof z.ZodError ? `its header is wrong: ${z.prettifyError(error)}` : (error as Error).message);
  }
}

/** Bytes of the tensor that closes a sealed file. */
const SEAL_BYTES = 32;

/** As `encodeTensors`, closed by one more tensor, `sha256`: the SHA-256 of every byte before it. Other readers see a safetensors file like any other. */
export function encodeSealed({ tensors, metadata }: Stored): Uint8Array {
  const bytes = encodeTensors({ tensors: { ...tensors, sha256: { shape: [SEAL_BYTES], values: new Uint8Array(SEAL_BYTES) } }, metadata });
  bytes.set(sealOf(bytes), bytes.length - SEAL_BYTES);
  return bytes;
}

/** As `decodeTensors`, for a sealed file. @throws UserError also where the SHA-256 does not agree */
export function decodeSealed(bytes: Uint8Array, name: string): Stored {
  if (!sealOf(bytes).equals(bytes.subarray(-SEAL_BYTES)))
    throw new UserError(`${name} is damaged, or not a file of largebatch: its SHA-256 does not agree with its content.`);
  const { tensors, metadata } = decodeTensors(bytes, name);
  const { sha256: _seal, ...rest } = tensors;
  return { tensors: rest, metadata };
}

const sealOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes.subarray(0, -SEAL_BYTES)).digest();

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
