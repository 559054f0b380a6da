/** A trace: one run of a tensor function as a list of TensorFlow operations. */
/** TensorFlow's numbers of its types (types.proto). */
export declare const DTYPES: {
    readonly float32: 1;
    readonly float64: 2;
    readonly int32: 3;
    readonly uint8: 4;
    readonly int64: 9;
    readonly bool: 10;
    readonly resource: 20;
};
/** A value: the output of an operation, an input of the function, or a constant. */
export type Ref = {
    kind: "op";
    op: number;
    output: number;
} | {
    kind: "input";
    input: number;
} | {
    kind: "constant";
    constant: number;
};
export type AttributeValue = {
    type: "string" | "int" | "float" | "bool" | "dtype";
    value: string | number | boolean;
} | {
    type: "shape";
    value: number[];
} | {
    type: "list";
    of: "int" | "float" | "string" | "dtype";
    value: (string | number)[];
};
export interface Attribute {
    name: string;
    value: AttributeValue;
}
export interface Value {
    shape: number[];
    /** One of DTYPES. */
    dtype: number;
}
export interface Op {
    /** TensorFlow's name, e.g. MatMul. */
    type: string;
    attributes: Attribute[];
    inputs: Ref[];
    outputs: Value[];
}
export interface Constant extends Value {
    values: Float32Array | Int32Array | Uint8Array;
}
export interface Trace {
    inputs: Value[];
    ops: Op[];
    constants: Constant[];
    /** What the function returned. */
    outputs: Ref[];
}
/** Shape and type of a value. */
export declare function describeRef(trace: Trace, ref: Ref): Value;
/** A key that is the same for the same value. */
export declare const refKey: (ref: Ref) => string;
/** Whether two references are to the same value. */
export declare const sameRef: (a: Ref | undefined, b: Ref | undefined) => boolean;
/** The attribute T of an operation on float32. */
export declare const FLOAT: Attribute;
/** The value of an operation's attribute, if it has one of that name. */
export declare const attributeOf: (op: Op, name: string) => AttributeValue["value"] | undefined;
/** Whether an operation is a product of matrices as they stand, none of them transposed. */
export declare const isPlainProduct: (op: Op) => boolean;
