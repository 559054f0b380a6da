import { UserError } from "../../errors";
/** What is wrong with one file. */
export declare class Fault extends UserError {
    readonly file: string;
    readonly problem: string;
    constructor(file: string, problem: string);
}
/** Bytes above which a file is not read: no run makes such ones. */
export declare const MOST_BYTES: {
    readonly config: number;
    readonly result: number;
    readonly measure: number;
    readonly history: number;
    readonly failure: number;
};
/**
 * The bytes of a file, or its `first` ones; undefined where there is none. Synchronous: a hundred thousand small files are read several times as quickly.
 * @throws Fault for what is no plain file, too large, or cannot be read
 */
export declare function readBytes(path: string, most: number, first?: number): Buffer | undefined;
/** As `readBytes`, for text. */
export declare const readText: (path: string, most: number) => string | undefined;
/** A JSON object. Its keys and values are whatever the file says: take single ones by `own`. */
export type Json = Record<string, unknown>;
/** @throws Fault for a text that is no JSON object */
export declare function parseObject(text: string, path: string): Json;
/** The JSON object in a file; undefined where there is no file. @throws Fault */
export declare function readObject(path: string, most: number): Json | undefined;
export declare const isObject: (value: unknown) => value is Json;
/** A value of an object itself, never of its prototype; undefined for what is no object. */
export declare const own: (value: unknown, key: string) => unknown;
/** The name of a file, for a message that names its folder already. */
export declare const nameOf: (fault: Fault) => string;
/** What lies at a path itself, no link followed; undefined: nothing, or nothing that may be looked at. */
export declare function kindAt(path: string): "folder" | "file" | "link" | "other" | undefined;
