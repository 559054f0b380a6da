import { z } from "zod";
/** Bytes of a file in one piece, before it is compressed. */
export declare const PIECE_BYTES: number;
/** The largest that a piece may be in Redis. Data that cannot be compressed grow by less than a thousandth. */
export declare const MOST_PIECE_BYTES: number;
/** The largest that all files may be together, uncompressed. */
export declare const MOST_BYTES: number;
/** The largest that a manifest may be. */
export declare const MOST_MANIFEST_BYTES: number;
/** Whether a file of a run's folder may travel; nothing else may become part of a path. */
export declare const mayTravel: (name: string) => boolean;
declare const MANIFEST: z.ZodObject<{
    format: z.ZodLiteral<"largebatch bundle 1">;
    kind: z.ZodEnum<{
        checkpoint: "checkpoint";
        done: "done";
        failed: "failed";
        given: "given";
    }>;
    worker: z.ZodString;
    attempts: z.ZodNumber;
    step: z.ZodOptional<z.ZodNumber>;
    error: z.ZodOptional<z.ZodString>;
    files: z.ZodArray<z.ZodObject<{
        name: z.ZodString;
        bytes: z.ZodNumber;
        sha256: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export type Manifest = z.infer<typeof MANIFEST>;
export interface Bundle {
    manifest: Manifest;
    /** By name. */
    files: Map<string, Uint8Array>;
}
/** What a bundle is about, without its files. */
export type About = Omit<Manifest, "format" | "files">;
/** @throws UserError for files that may not travel, or are too many or too large */
export declare function bundle(about: About, files: Map<string, Uint8Array>): Bundle;
/** A piece of a file, compressed. */
export declare const pieceOf: (bytes: Uint8Array, index: number) => Buffer;
/** Number of pieces of a file. */
export declare const piecesOf: (bytes: number) => number;
/** The name of a piece: of which file in the manifest's order, and which piece of it. */
export declare const pieceName: (file: number, index: number) => string;
/** @throws UserError for any text that is no manifest */
export declare function parseManifest(text: string): Manifest;
/**
 * The files of a manifest, each checked.
 * @param fetch a piece by its name, compressed; undefined where there is none
 * @throws UserError where a piece is missing, too large, unpacks to another size, or a file's SHA-256 does not agree
 */
export declare function unpack(manifest: Manifest, fetch: (name: string) => Promise<Uint8Array | undefined>): Promise<Bundle>;
export {};
