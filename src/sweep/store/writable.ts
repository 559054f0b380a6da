/** Looks whether runs can be kept in a folder, before any is trained for it. */
import { accessSync, constants } from "node:fs";
import { makeFolder } from "../../data/files";
import { UserError } from "../../errors";

/**
 * Makes the folder where it is not there.
 * @param remedy what to do where it cannot be written to, a sentence
 * @throws UserError where it cannot
 */
export function requireWritable(folder: string, remedy = "Give another folder (LARGEBATCH_RUNS)."): string {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new UserError(`Runs cannot be kept in ${folder}: ${(error as Error).message.replace(/\.$/, "")}. ${remedy}`);
  }
}
