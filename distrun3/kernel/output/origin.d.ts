import type { Stop } from "../interrupts/stop";
import type { Header } from "../wire/message";
/** A request that caused code to run. */
export interface Origin {
    /** The header of the request. */
    parent: Partial<Header>;
    /** Where its replies go. */
    idents: Uint8Array[];
    /** The number of the cell; 0 for code that is not in the history. */
    cell: number;
    /** Whether nothing of it may be published. */
    silent: boolean;
    /** How to stop it; only code of a cell can be stopped. */
    stop?: Stop;
    /** Whether its reply is sent. What it started may go on. */
    ended?: boolean;
    /** Called when its stack was ended from outside: what would have run behind it does not. */
    whenHalted?(): void;
}
/** Runs `body`, and whatever it starts, as caused by `origin`. */
export declare const runIn: <T>(origin: Origin, body: () => T) => T;
/** Says that the cell of `origin` starts: output of unknown cause is taken for its own from now on. */
export declare function startCell(origin: Origin): void;
/** Registers whom to tell of each cell that starts. */
export declare function onCellStart(tell: (origin: Origin) => void): void;
/** The request that is known to have caused the running code; undefined in the kernel's own code. */
export declare const knownOrigin: () => Origin | undefined;
/** The request that caused the running code; where that is lost (native callbacks), the cell that started last. */
export declare const currentOrigin: () => Origin | undefined;
