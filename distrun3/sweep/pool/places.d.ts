/** Where a process works. */
export interface Place {
    /** For people: "process 1", "GPU 0". */
    name: string;
    env: Record<string, string>;
}
export interface Machine {
    cores: number;
    /** Devices, as CUDA names them; none where TensorFlow's library here is not the one for GPUs. */
    gpus: string[];
    /** That this process and its children may use. */
    memoryMB: number;
}
export interface PlaceWish {
    /** Default: one a core, or one a GPU. */
    processes?: number;
    /** Threads of one operation in each process. Default: 1; on GPUs what suits the work. */
    threads?: number;
    /** Default: the environment's LARGEBATCH_BACKEND, else `auto`. */
    backend?: string;
}
/** @throws UsageError for a number of processes that is none */
export declare function placesFor({ processes, threads, backend }: PlaceWish, machine: Machine): Place[];
/** What this machine offers. */
export declare function machineHere(): Machine;
/** Numbers of the devices in what `nvidia-smi -L` prints. */
export declare const gpusOf: (listed: string) => string[];
/** Megabytes beyond which a process is replaced when its run is done. */
export declare const memoryBound: (processes: number, { memoryMB }: Machine) => number;
