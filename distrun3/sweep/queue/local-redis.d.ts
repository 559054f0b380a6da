export interface RedisServer {
    program: string;
    /** Folders of its libraries, where they are not the system's. */
    libraries: string[];
}
/** A `redis-server` that runs: the one that LARGEBATCH_REDIS_SERVER names, else the system's, else the one that the set-up for tests fetched. */
export declare function findRedisServer(env?: NodeJS.ProcessEnv): RedisServer | undefined;
export interface LocalRedis {
    /** With the password. */
    url: string;
    password: string;
    port: number;
    /** Of the server, while it runs. */
    readonly pid: number | undefined;
    /** SIGKILL, at once. */
    kill(): Promise<void>;
    /** Starts it again with what it had written, after `kill`. */
    start(): Promise<void>;
    stop(): Promise<void>;
}
export interface LocalOptions {
    /** For its files; made. */
    folder: string;
    /** Addresses to listen on. Default: loopback. */
    bind?: string[];
    /** Put in front of the program, e.g. to run it in a network namespace. */
    prefix?: string[];
    port?: number;
    /** Writes everything to the disk before it answers; else within a second. Default true. */
    alwaysSync?: boolean;
    /** More lines of its configuration. */
    settings?: string[];
}
/** @throws UserError where there is no redis-server, or it does not come up */
export declare function startLocalRedis(options: LocalOptions, server?: RedisServer | undefined): Promise<LocalRedis>;
