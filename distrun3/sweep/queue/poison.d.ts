/** Jobs that BullMQ itself cannot read: nobody could ever end them, so each would come round for ever. */
import type { Redis } from "ioredis";
/** Removes a job, once it was taken from a silent worker, if its fields are no JSON. @returns whether it was removed */
export declare function removePoison(client: Redis, queue: string, key: string): Promise<boolean>;
