/** Looks whether runs can be kept in a folder, before any is trained for it. */
import { makeWritable } from "../../data/files";
import { UserError } from "../../errors";

/**
 * Makes the folder where it is not there.
 * @param remedy what to do where it cannot be written to, a sentence
 * @throws UserError where it cannot
 */
export function requireWritable(folder: string, remedy = "Give another folder (LARGEBATCH_RUNS)."): string {
  try {
    makeWritable(folder);
    return folder;
  } catch (error) {
    throw new UserError(`Runs cannot be kept in ${folder}: ${(error as Error).message.replace(/\.$/, "")}. ${remedy}`);
  }
}
