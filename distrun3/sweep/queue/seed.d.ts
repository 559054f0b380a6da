import type { Redis } from "ioredis";
import type { RunStore } from "../store";
import type { Order } from "./order";
import { type Room } from "./parcel";
export interface Seed {
    client: Redis;
    store: RunStore;
    room: Room;
    target: string;
    staging(token: string): string;
}
/** Puts what there is; files that cannot be used are left where they are, and the run starts anew. */
export declare function seed(order: Order, { client, store, room, target, staging }: Seed): Promise<void>;
