export interface ShapeMessage {
    dim: {
        size: number;
    }[];
}
/** One of the fields, as in AttrValue. */
export interface AttrMessage {
    list?: {
        s?: Buffer[];
        i?: number[];
        f?: number[];
        type?: number[];
    };
    s?: Buffer;
    i?: number;
    f?: number;
    b?: boolean;
    type?: number;
    shape?: ShapeMessage;
    tensor?: {
        dtype: number;
        tensorShape: ShapeMessage;
        tensorContent: Uint8Array;
    };
}
export interface NodeMessage {
    name: string;
    op: string;
    input: string[];
    attr: Record<string, AttrMessage>;
}
/** The bytes of saved_model.pb with one graph, tagged `serve`. */
export declare function encodeSavedModel(node: NodeMessage[]): Uint8Array;
