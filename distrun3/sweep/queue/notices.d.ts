/** What workers have to say to the coordinators of their queue, such as that they were refused: a short list in Redis. */
import type { Redis } from "ioredis";
export declare const postNotice: (client: Redis, key: string, text: string) => Promise<void>;
/** Reads what was posted since the last call, or since it was made. */
export declare function noticesSince(client: Redis, key: string): Promise<() => Promise<string[]>>;
