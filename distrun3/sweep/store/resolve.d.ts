/**
 * @param start the first digits of an id, or all
 * @throws UsageError for what can be no id, UserError where none or several runs begin with it: which ones
 */
export declare function resolveId(store: string, start: string): Promise<string>;
