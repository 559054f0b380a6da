/** `value` in a few words; undefined: it is shown as it is. Never throws. */
export declare function brief(value: object): string | undefined;
