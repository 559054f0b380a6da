/** Connections to a queue's Redis: made with patience, kept through restarts, and their loss said once. */
import { Redis } from "ioredis";
import { type Address } from "./address";
/** Tells people something that is no event of a run. */
export type Notice = (text: string) => void;
/** Options of ioredis for one more connection; a command waits until Redis is there again. */
export declare const connectionOptions: ({ host, port, db, username, password, tls }: Address) => {
    host: string;
    port: number;
    db: number;
    username?: string | undefined;
    password?: string | undefined;
    tls?: {};
    maxRetriesPerRequest: null;
    connectTimeout: number;
    socketTimeout: number;
    retryStrategy: (attempt: number) => number;
};
export interface ConnectOptions {
    /** Seconds to wait for a Redis that is not there yet. Default 30. */
    patience?: number;
    signal?: AbortSignal;
    notice: Notice;
    /** Told each time that a lost connection is there again. */
    onBack?(): void;
}
/**
 * Connects, and goes on connecting when the connection is lost.
 * @throws UserError where no Redis answers in time, or it does not take the password
 */
export declare function connect(address: Address, { patience, signal, notice, onBack }: ConnectOptions): Promise<Redis>;
/** @returns whether the work was done in so many milliseconds; what comes of it later is ignored */
export declare function within(ms: number, work: Promise<unknown>): Promise<boolean>;
/** What the work comes to, or undefined once the signal is aborted: a command waits for Redis however long it is away. */
export declare function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined>;
