/** Files of a run that are small and often written: whole or not at all, but on the disk only when the run is done. Waiting for the disk each time would take longer than many a small run. */
import { randomBytes } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";

/** As `writeWhole`, but does not wait for the disk: after a power cut the file may be missing or empty. */
export async function writeSoon(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Waits until what was written is on the disk; all at a time, which costs little more than one. */
export async function settleOnDisk(paths: readonly string[]): Promise<void> {
  await Promise.all(
    paths.map(async (path) => {
      const file = await open(path, "r");
      await file.sync().finally(() => file.close());
    }),
  );
}
