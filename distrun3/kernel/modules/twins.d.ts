/** The built file of `file`, if its package has one that is newer. */
export declare function twinOf(file: string): string | undefined;
