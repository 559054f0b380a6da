export interface Address {
    host: string;
    port: number;
    /** Number of the database. */
    db: number;
    username?: string;
    password?: string;
    /** TLS, from `rediss:`. */
    tls: boolean;
    /** For people: without user and password. */
    shown: string;
}
/** Read where the URL names no password: other users of a machine see a command's arguments, not its environment. */
export declare const PASSWORD_VARIABLE = "LARGEBATCH_REDIS_PASSWORD";
/**
 * @param url `redis[s]://[[user]:password@]host[:port][/db]`
 * @throws UsageError for any other form; the message names no password
 */
export declare function parseAddress(url: string, env?: Record<string, string | undefined>): Address;
/** A text in which the password, and any user and password in a URL, are stars. */
export declare function masked(text: string, { password }?: Pick<Address, "password">): string;
/** Whether no other machine can reach it. */
export declare const isLoopback: ({ host }: Pick<Address, "host">) => boolean;
