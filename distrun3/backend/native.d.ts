export type Native = {
    version: string;
    gpu: boolean;
} | {
    missing: string;
};
/** Registers the `tensorflow` backend, once a process. Never throws: what stands in the way is the answer's `missing`. */
export declare function loadNative(): Native;
