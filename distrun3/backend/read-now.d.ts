import { tf } from "./tf";
/** The parts of a WebGPU device that reading needs. */
export interface Device {
    createBuffer(options: {
        size: number;
        usage: number;
    }): Staging;
    addEventListener(type: "uncapturederror", listener: (event: {
        error: {
            message: string;
        };
        preventDefault(): void;
    }) => void): void;
}
interface Staging {
    readonly mapState: "unmapped" | "pending" | "mapped";
    mapAsync(mode: number): Promise<void>;
    getMappedRange(): ArrayBuffer;
    destroy(): void;
}
/** The parts of tfjs-backend-webgpu 4.22 that reading needs. */
export interface ReadableBackend {
    device: Device;
    tensorMap: {
        get(dataId: object): {
            values?: tf.BackendValues;
            dtype: tf.DataType;
            resource: {
                size: number;
            };
        };
    };
    commandEncoder: {
        copyBufferToBuffer(from: object, fromOffset: number, to: object, toOffset: number, size: number): void;
    };
    read(dataId: object): Promise<tf.BackendValues>;
    readSync(dataId: object): tf.BackendValues;
    ensureCommandEncoderReady(): void;
    endComputePassEncoder(): void;
    submitQueue(): void;
    convertAndCacheOnCPU(dataId: object, values: tf.BackendValues): tf.BackendValues;
}
/** Keeps Dawn's callbacks from now on; to be called once, before WebGPU is first used. */
export declare function keepLooks(): void;
/** Waits for what WebGPU promises, looking for it without a pause. */
export declare function promptly<T>(begin: () => Promise<T>): Promise<T>;
/**
 * Gives a WebGPU backend a `readSync` that works outside a browser; its `read` is the same one.
 * From then on a read throws a UserError when the GPU reported an error before it, as the values are then wrong.
 */
export declare function readAtOnce(backend: ReadableBackend): void;
export {};
