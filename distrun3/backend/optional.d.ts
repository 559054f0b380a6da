/** Optional packages: what stands in the way when one cannot be loaded. */
/** Why a package is of no use here, and what to do where something can be done. */
export declare function whyNot(error: NodeJS.ErrnoException, name: string): string;
