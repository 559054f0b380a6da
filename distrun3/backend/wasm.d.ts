/** Registers the backend `wasm`. Never throws: what stands in the way is the answer's `missing`. */
export declare function loadWasm(): {
    missing?: string;
};
/**
 * Refuses what the backend in use cannot differentiate.
 * @throws UserError for a network with convolutions on wasm, which has no `Conv2DBackpropFilter`
 */
export declare function refuseUntrainable({ name, weights }: {
    name: string;
    weights: {
        shape: number[];
    }[];
}): void;
