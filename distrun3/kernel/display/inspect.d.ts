/** `value` as text. A getter, a `toString` or an `inspect.custom` of its own that throws is told, not thrown. */
export declare function inspectBriefly(value: unknown): string;
