import type { Redis } from "ioredis";
import { type Bundle, type Manifest } from "./bundle";
export interface Place {
    /** Key of the job's lock. */
    lock: string;
    /** What the lock must say: the holder's token. "": whatever it says. */
    holder: string;
    staging(token: string): string;
    target: string;
}
/** Waits until Redis takes more. @throws what it likes, to give up */
export type Room = () => Promise<void>;
/** @returns false where the job is another's by now: nothing was put */
export declare function putBundle(client: Redis, place: Place, { manifest, files }: Bundle, room: Room): Promise<boolean>;
/** The list of files alone. @throws UserError for what is none */
export declare function manifestAt(client: Redis, key: string): Promise<Manifest | undefined>;
/** A bundle with its files; undefined where there is none. @throws UserError for one that is damaged, or a stranger's */
export declare function bundleAt(client: Redis, key: string, known?: Manifest): Promise<Bundle | undefined>;
/**
 * Waits while Redis holds more than it should: results that no coordinator has fetched.
 * @param onFull told once
 * @param part of the room that may be filled: what is sent out must leave room for what comes back
 */
export declare const roomIn: (client: Redis, signal: AbortSignal, onFull: (usedMB: number) => void, part?: number) => Room;
