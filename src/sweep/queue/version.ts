/** Coordinator and workers of a queue must be of one version: else the numbers of a sweep would come from different code. */
import { z } from "zod";
import { UserError } from "../../errors";
import { projectVersion } from "../../project";
import { NUMBERS_VERSION } from "../identity";

export const VERSION = z.strictObject({ largebatch: z.string().max(40), numbers: z.number().int().min(0) });
export type Version = z.infer<typeof VERSION>;

/** Of this code. */
export const here = (): Version => ({ largebatch: projectVersion(), numbers: NUMBERS_VERSION });

export const sameVersion = (a: Version, b: Version): boolean => a.largebatch === b.largebatch && a.numbers === b.numbers;

export const describeVersion = ({ largebatch, numbers }: Version): string => `largebatch ${largebatch} (numbers of version ${numbers})`;

/** One fixed form, compared as text. */
export const versionText = ({ largebatch, numbers }: Version): string => JSON.stringify({ largebatch, numbers });

/** The version that a queue's key says; undefined for any other text. */
export function parseVersion(text: string): Version | undefined {
  try {
    return VERSION.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const inWords = (text: string): string => {
  const version = parseVersion(text);
  return version ? describeVersion(version) : "another program";
};

/** Said by a coordinator. @param text what the queue's version key says */
export const queueRefused = (queue: string, text: string): UserError =>
  new UserError(
    `The queue ${queue} still has runs of ${inWords(text)}; this is ${describeVersion(here())}. ` +
      "Let those finish, install the same version here, or give the queue another name (--queue-name).",
  );

/** Said by a worker, and through the queue to its coordinator. */
export const workerRefused = (queue: string, text: string): UserError =>
  new UserError(
    `The runs in the queue ${queue} are of ${inWords(text)}; this worker is ${describeVersion(here())} and would give other numbers. ` +
      "Install the same version on both machines.",
  );
