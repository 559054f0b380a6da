/** The files of a run, in its folder `<store>/<id>`. */
export declare const FILES: {
    readonly config: "config.json";
    readonly weights: "weights.safetensors";
    readonly result: "result.json";
    readonly environment: "environment.json";
    readonly history: "history.jsonl";
    readonly failure: "failure.json";
    readonly checkpoint: "checkpoint.safetensors";
    readonly lock: "checkpoint.safetensors.lock";
};
/** In the folder of a run: what was measured of it, a file each. */
export declare const MEASURES_FOLDER = "measures";
/** In the folder of the store: the rows of finished runs, a cache. */
export declare const INDEX_FILE = "index.jsonl";
/** The folder of the store, as an absolute path. Default: LARGEBATCH_RUNS, else data/runs of the project. */
export declare const storeFolder: (folder?: string) => string;
/** The folder of a run. @throws UsageError for a text that is no id: nothing else becomes part of a path */
export declare function runFolder(store: string, id: string): string;
