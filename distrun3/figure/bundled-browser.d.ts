/** Where the bundled browser lies, and the environment it needs. */
export interface BundledBrowser {
    executable: string;
    /** Finds the fonts of the package beside those of the system. */
    env: Record<string, string>;
    /** A folder with the few system libraries it needs, for machines that lack them. */
    libraries: string;
}
/** Whether this machine can run the bundled browser. */
export declare const hasBundledBrowser: () => boolean;
/** Unpacks the bundled browser if it is not there yet (seconds, 250 MB) and returns where it is. */
export declare function bundledBrowser(): Promise<BundledBrowser>;
