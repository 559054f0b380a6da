/** Standard output for much text: written as fast as its reader takes it; a reader that goes away, as in `| head`, ends the command quietly. */

/** @throws the system's error, but for a reader that went away */
export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Ends the command quietly when the reader of its output goes away; any other error of the output is thrown. */
export function leaveWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

/** A table for people: columns as wide as they need to be, numbers at the right. Characters that would act on a terminal are shown as �. */
export async function writeTable(header: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): Promise<void> {
  const widths = header.map((title, i) => rows.reduce((most, row) => Math.max(most, String(row[i] ?? "").length), title.length));
  const line = (row: readonly (string | number | undefined)[]) =>
    `${harmless(row.map((cell, i) => pad(cell, widths[i] as number)).join("  ")).trimEnd()}\n`;
  await write(line(header));
  for (let from = 0; from < rows.length; from += BLOCK)
    await write(
      rows
        .slice(from, from + BLOCK)
        .map(line)
        .join(""),
    );
}

/** Lines written at a time. */
const BLOCK = 2000;

const pad = (cell: string | number | undefined, width: number): string =>
  typeof cell === "number" ? String(cell).padStart(width) : String(cell ?? "").padEnd(width);

/** A text from a file, without the characters that would act on a terminal. */
export const harmless = (text: string): string => text.replace(/\r?\n/g, " ").replace(/\p{Cc}/gu, "�");
