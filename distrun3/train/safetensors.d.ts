/** A tensor in a file; flat, the last dimension fastest. */
export interface StoredTensor {
    shape: number[];
    values: Float32Array | Uint8Array;
}
export interface Stored {
    /** By name; the order is that of the file. */
    tensors: Record<string, StoredTensor>;
    metadata: Record<string, string>;
}
/** A file's bytes. float32 tensors should come before bytes, so that they stay aligned. */
export declare function encodeTensors({ tensors, metadata }: Stored): Uint8Array;
/**
 * The content of a file.
 * @param name of the file, for messages
 * @throws UserError for bytes that are no such file, or one with other numbers than float32 and bytes
 */
export declare function decodeTensors(bytes: Uint8Array, name: string): Stored;
/** As `encodeTensors`, closed by one more tensor, `sha256`: the SHA-256 of every byte before it. Other readers see a safetensors file like any other. */
export declare function encodeSealed({ tensors, metadata }: Stored): Uint8Array;
/** As `decodeTensors`, for a sealed file. @throws UserError also where the SHA-256 does not agree */
export declare function decodeSealed(bytes: Uint8Array, name: string): Stored;
