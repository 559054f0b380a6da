/** The manifest of the downloaded data sets, data/sources.json: where each file comes from, its sums, its dimensions. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { inProject } from "../project";

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const positive = z.int().positive();
const urls = z.array(z.url());
const about = {
  /** Who made the data. */
  source: z.string(),
  /** The licence, and who says so. */
  licence: z.string(),
  /** [height, width, channels] */
  shape: z.tuple([positive, positive, positive]),
  classNames: z.array(z.string()).min(2).max(256),
  /** Name of the folder in which the files usually lie. */
  folder: z.string(),
};

/** One official IDX file; the sum is that of the uncompressed content. */
const idxFile = z.strictObject({ name: z.string(), sha256: hex, urls });
const idxSplit = z.strictObject({ count: positive, images: idxFile, labels: idxFile });
const mnist = z.strictObject({ ...about, train: idxSplit, test: idxSplit });

const cifarSplit = z.strictObject({ count: positive, files: z.array(z.string()).min(1) });
const archive = z.strictObject({ name: z.string(), bytes: positive, sha256: hex, urls });
const cifar = z.strictObject({ ...about, archive, train: cifarSplit, test: cifarSplit });

const sources = z.strictObject({ mnist, "cifar-10": cifar });

export type IdxFile = z.infer<typeof idxFile>;
export type MnistSource = z.infer<typeof mnist>;
export type CifarSource = z.infer<typeof cifar>;
export type Sources = z.infer<typeof sources>;

/** The project's manifest. */
export const readSources = (): Sources => sources.parse(JSON.parse(readFileSync(inProject("data", "sources.json"), "utf8")));
