/** Standard output for much text: written as fast as its reader takes it; a reader that goes away, as in `| head`, ends the command quietly. */
/** @throws the system's error, but for a reader that went away */
export declare function write(text: string): Promise<void>;
/** A table for people: columns as wide as they need to be, numbers at the right. Characters that would act on a terminal are shown as �. */
export declare function writeTable(header: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): Promise<void>;
/** A text from a file, without the characters that would act on a terminal. */
export declare const harmless: (text: string) => string;
