/** The flags that describe a sweep. */
export interface SweepFlags {
    network?: string;
    data?: string;
    batches?: string;
    seeds?: string;
    budget?: string;
    rate?: string;
    optimizer?: string;
    set: string[];
    measure?: string;
}
/**
 * What the file says, with what the flags say in its place; settings are added to the file's, one by one.
 * @returns a sweep's input, not checked yet
 * @throws UsageError for a flag that cannot be read
 */
export declare function inputOf(flags: SweepFlags, file?: object): object;
/** "32,256" or "1-5,8" as numbers; what kind of numbers is checked with the sweep. @throws UsageError for a text that is no such list */
export declare function numbers(flag: string, text: string): number[];
