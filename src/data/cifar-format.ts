/** Reads CIFAR-10's binary layout: records of one label byte and the pixels, first all red, then all green, then all blue. */
import { UserError } from "../errors";
import type { Split } from "./dataset";

type Shape = readonly [height: number, width: number, channels: number];

/** A batch file, and how many records it should hold. */
export interface BatchFile {
  name: string;
  content: Uint8Array;
  count: number;
}

/** Bytes of one record. */
export const recordBytes = ([height, width, channels]: Shape): number => 1 + height * width * channels;

/**
 * The examples of some batch files, one file after the other; pixels come back in rows, columns, channels order.
 * @throws UserError if a size does not fit, or a label is not below `classes`
 */
export function parseCifar(files: BatchFile[], shape: Shape, classes: number): Split {
  const record = recordBytes(shape);
  const count = files.reduce((sum, file) => sum + file.count, 0);
  const labels = new Uint8Array(count);
  const images = new Uint8Array(count * (record - 1));
  let first = 0;
  for (const file of files) {
    requireRecords(file, record, classes);
    for (let i = 0; i < file.count; i++) {
      labels[first + i] = file.content[i * record] as number;
      interleave(file.content, i * record + 1, images, (first + i) * (record - 1), shape);
    }
    first += file.count;
  }
  return { images, labels, count };
}

function requireRecords({ name, content, count }: BatchFile, record: number, classes: number): void {
  if (content.length !== count * record) {
    throw new UserError(
      `${name} should have ${count} records of ${record} bytes, ${count * record} in all, got ${content.length}. Replace the file.`,
    );
  }
  for (let i = 0; i < count; i++) {
    const label = content[i * record] as number;
    if (label >= classes)
      throw new UserError(`${name} has the label ${label} at record ${i}; labels run from 0 to ${classes - 1}. Replace the file.`);
  }
}

/** One image from planes (channel by channel) to pixels (channels side by side). */
function interleave(planes: Uint8Array, from: number, pixels: Uint8Array, to: number, [height, width, channels]: Shape): void {
  const area = height * width;
  let at = to;
  for (let p = 0; p < area; p++) {
    for (let channel = 0; channel < channels; channel++) pixels[at++] = planes[from + channel * area + p] as number;
  }
}
