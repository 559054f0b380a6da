import type { Planned } from "../executor";
import { type Version } from "./version";
export interface Order extends Planned {
    measure: string[];
    /** Seconds between two checkpoints. */
    checkpointEvery: number;
    /** Fingerprint of the coordinator's data set. */
    data: string;
    version: Version;
}
/** The order as data of a job. */
export declare const toJob: ({ run, recipe, measure, checkpointEvery, data, version }: Order) => object;
export declare const keyOf: ({ id, measure, data }: Order) => string;
/**
 * @param key the job's id
 * @param job its data
 * @throws UserError for anything but an order that is called what it says
 */
export declare function parseOrder(key: string, job: unknown): Order;
