/** What tells one data set from another: a hash of all that a training sees of it. */
import { createHash } from "node:crypto";
import type { DataSet } from "./dataset";

/** SHA-256 of shape, counts, images and labels, as hexadecimal. */
export function fingerprint({ shape, classes, train, test }: DataSet): string {
  const hash = createHash("sha256").update(JSON.stringify([shape, classes, train.count, test.count]));
  for (const { images, labels } of [train, test]) hash.update(images).update(labels);
  return hash.digest("hex");
}
