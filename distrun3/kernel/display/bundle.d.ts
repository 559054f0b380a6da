/** MIME bundles as they go over the wire: text as strings, JSON types as objects, binary types in base64, nothing larger than a notebook bears. */
/** MIME types and their data. Binary types (pictures, PDF, audio) may be given as bytes. */
export type Bundle = Record<string, unknown>;
/** What a client shows, and how: a bundle and, by MIME type, its metadata, such as `{ "image/png": { width: 760 } }`. */
export interface Shown {
    data: Bundle;
    metadata: Bundle;
}
/** Whether `value` is a bundle: a plain object, every key a MIME type. */
export declare function isBundle(value: unknown): value is Bundle;
/**
 * `bundle` as it can be sent. A MIME type that is too large is left out, and `text/plain` says so.
 * @throws TypeError where the data of a JSON type is none (a cycle, a BigInt)
 */
export declare function wireBundle(bundle: Bundle): Bundle;
