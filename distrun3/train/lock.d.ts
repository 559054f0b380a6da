export interface Lock {
    /**
     * Takes the lock, or makes sure that it is still held.
     * @returns whether it was not held before
     * @throws UserError that names the process which has it, and says what to do
     */
    take(): Promise<boolean>;
    /** Gives the lock back, if it is held. */
    release(): Promise<void>;
}
/**
 * @param path of the lock file, in a folder that exists
 * @param work what holds the lock, in words
 */
export declare function lockAt(path: string, work: string): Lock;
/** Whether a process has the lock that lives, or may live; nothing is taken and nothing changed. @throws where the file cannot be read */
export declare function isHeld(path: string): Promise<boolean>;
