import { UserError } from "../../errors";
/** Another process has the run. */
export declare class Held extends Error {
    readonly why: UserError;
    /** @param why in words, with what to do where that process is not there any more */
    constructor(why: UserError);
}
/**
 * Does what takes the lock of a folder.
 * @throws Held where another process has it; else what `take` throws
 */
export declare function holding<T>(folder: string, take: () => Promise<T>): Promise<T>;
/** @throws UserError, what `held` says, where the lock's owner has given no sign for long: it hangs, or belongs to a machine that is gone */
export declare function requireSignOfLife(folder: string, held: Held, checkpointEvery: number): Promise<void>;
/** The sign that the owner of a folder's lock gives: call it often, it costs little. */
export declare function signOf(folder: string): () => void;
