/** @throws UserError unless `file` is a notebook of format 4. */
export declare function checkNotebook(file: string): void;
/** Makes the folder `out` if it is not there. @throws UserError if that fails or no file can be written to it */
export declare function checkOut(out: string): void;
