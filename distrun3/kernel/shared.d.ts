/** State of the kernel that code in cells shares with it, also where a module is loaded a second time (live modules). */
/** The state `name` of this process; `make` makes it at the first call. */
export declare function sharedState<T>(name: string, make: () => T): T;
