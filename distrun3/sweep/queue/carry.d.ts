import type { Redis } from "ioredis";
import type { Order } from "./order";
import { type Place, type Room } from "./parcel";
export interface CarrySpec {
    client: Redis;
    place: Place;
    order: Order;
    /** Of the run, on this machine. */
    folder: string;
    worker: string;
    attempts: number;
    room: Room;
    notice(text: string): void;
}
/** The step of a checkpoint of this very run. @throws UserError for a file that is damaged or another run's */
export declare function stepOf(bytes: Uint8Array, { run }: Order): number;
/** Puts the checkpoint from Redis into the run's folder where it is further than the one there. @returns the step that the run will go on from; −1: its start */
export declare function fetchCheckpoint({ client, place, order, folder, notice }: CarrySpec): Promise<number>;
/** Brings the newest checkpoint to Redis now and then. @param known the step that is there already */
export declare function carryCheckpoint({ client, place, order, folder, worker, attempts, room }: CarrySpec, known: number): {
    /** Ends the carrying. */
    stop(): Promise<void>;
    /** The newest, now. */
    bring: () => Promise<void>;
};
