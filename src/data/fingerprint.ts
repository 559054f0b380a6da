/** What tells one data set from another: a hash of all that a training sees of it. */
import { createHash } from "node:crypto";
import type { DataSet } from "./dataset";

/** Data sets are never changed once they are made, so each is hashed once. */
const known = new WeakMap<DataSet, string>();

/** SHA-256 of shape, counts, images and labels, as hexadecimal. */
export function fingerprint(data: DataSet): string {
  const found = known.get(data);
  if (found) return found;
  const { shape, classes, train, test } = data;
  const hash = createHash("sha256").update(JSON.stringify([shape, classes, train.count, test.count]));
  for (const { images, labels } of [train, test]) hash.update(images).update(labels);
  const made = hash.digest("hex");
  known.set(data, made);
  return made;
}
