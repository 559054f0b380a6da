/** What cannot be recorded, by TensorFlow's names: operations that reach outside, remember something of their own, or give results of no fixed size. */
import { UserError } from "../errors";
/** What cannot be recorded, with the operation's name and what to do instead. */
export declare class RecordError extends UserError {
    readonly name = "RecordError";
}
/** Why an operation is refused whatever it is given. @returns the rest of a sentence that begins with its name, or nothing */
export declare function refusedAlways(type: string): string | undefined;
/** Why a result of this type is refused. */
export declare const refusedResult: (dtype: number) => string | undefined;
/** Why a constant of this type is refused. */
export declare const refusedConstant: (dtype: number) => string | undefined;
