/** Names of a queue's keys in Redis, and its limits. */
/** BullMQ's keys begin with it. */
export declare const PREFIX = "largebatch";
/** Seconds after which what nobody fetched is dropped: a week. */
export declare const KEPT_SECONDS: number;
/** @throws UsageError for a name that cannot be part of a key */
export declare function queueName(name?: string): string;
/**
 * What a run is called in a queue: a run that is asked for twice with the same measures and data is done once. The word in front keeps BullMQ, which takes no integers, from
 * refusing a run whose 20 digits happen to be decimal.
 * @param data fingerprint of the data set
 */
export declare function orderKey(id: string, measure: string[], data: string): string;
/** The run's id in such a name; undefined for any other text. */
export declare function runOfKey(key: string): string | undefined;
/** Keys of a queue that are not BullMQ's. */
export declare function keysOf(queue: string): {
    version: string;
    /** What workers have to say to coordinators; the newest few. */
    notices: string;
    /** Where BullMQ keeps runs that are not done. */
    open: string[];
    /** @param key an order's key */
    of: (key: string) => {
        /** Set of the coordinators that want it. */
        wanted: string;
        /** What came of it: the files, or an error. */
        outcome: string;
        checkpoint: string;
        /** How often it was started without coming to an end. */
        tries: string;
        /** Where an upload grows until it is whole. */
        staging: (token: string) => string;
        /** BullMQ's: the worker that has it. */
        lock: string;
    };
};
