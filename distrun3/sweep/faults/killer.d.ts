import type { Random } from "../../random";
export interface Victim {
    pid: number;
    /** For the table: "worker", "coordinator", "redis". */
    kind: string;
}
/** How it is killed, where SIGKILL to `pid` is not the way: a container, a process with children that must go along. */
export type Strike = (victim: Victim) => void;
export interface KillerOptions {
    random: Random;
    /** Who can be killed now; none: nothing happens this time. */
    victims(): Victim[];
    /** Milliseconds between two strikes: at least, at most. */
    every: readonly [number, number];
    /** Strikes in all. */
    most: number;
    strike?: Strike;
    /** Awaited before each strike: what it shall meet. */
    moment?(): Promise<void>;
    onKill?(victim: Victim): void;
}
export interface Killer {
    /** By kind. */
    readonly kills: ReadonlyMap<string, number>;
    /** In all. */
    readonly count: number;
    /** Strikes no more. */
    stop(): void;
}
/** Starts to kill. */
export declare function startKiller({ random, victims, every: [least, longest], most, strike, moment, onKill }: KillerOptions): Killer;
/** Processes that a process has started, as the system knows them now (Linux). */
export declare function childrenOf(pid: number): number[];
/** The command line of a process; empty where it is gone (Linux). */
export declare function commandOf(pid: number): string;
