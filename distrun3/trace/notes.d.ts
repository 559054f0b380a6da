/** What is written down while a tensor function runs: a binding that passes every call on and notes it, and the trace that comes of it. */
import type { Tensor } from "../backend/tf";
import type { Binding } from "./binding";
import { RecordError } from "./refusals";
import { type Ref, type Trace, type Value } from "./trace";
export declare class Notes {
    private readonly real;
    private readonly names;
    /** The first refusal; it holds even where the function catches the error. */
    refused?: RecordError;
    /** Whether TensorFlow.js is looking at values only to check them. */
    checking: boolean;
    private readonly ops;
    private readonly constants;
    private readonly refs;
    /** Tensors that the function made from JavaScript values; they become constants when they are used. */
    private readonly made;
    private readonly numbers;
    /** @param names of the inputs, for messages */
    constructor(real: Binding, names?: readonly string[]);
    /** Tells which tensor an input is. */
    know(id: number, ref: Ref): void;
    /** Tells that an input's value is known in JavaScript: where the number or its negative becomes a scalar, the input stands. */
    stand(number: number, ref: Ref): void;
    /** The binding with its calls written down; everything else is the real one's. */
    wrapped(): Binding;
    /** The refusal of a value that is read. */
    read(what: string): RecordError;
    refuse(message: string): RecordError;
    trace(inputs: Tensor[], outputIds: number[]): Trace;
    private op;
    /** A tensor made before the recording that is not among the inputs is a constant of the step. */
    private ref;
    private captured;
    private standIn;
    private described;
    private attribute;
}
/** Whether a tensor can be an input or a state. */
export declare const isRecordable: ({ dtype }: Tensor) => boolean;
/** Shape and type of a tensor. @throws RecordError for strings and complex numbers */
export declare function describeTensor({ shape, dtype }: Tensor): Value;
