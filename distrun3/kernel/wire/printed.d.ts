/** Text that cells and native code print, gathered in the wire's thread: a few large `stream` messages instead of one a line, in order. */
import type { StreamName } from "../output/streams";
import type { Header } from "./message";
/** Who gets the text: the header of the request that caused it. */
export type Parent = Partial<Header>;
/** Gathers text. */
export declare class Printed {
    private readonly send;
    private readonly now;
    private name;
    private parent;
    private parts;
    private length;
    private sentAt;
    private timer;
    constructor(send: (name: StreamName, text: string, parent: Parent) => void, now?: () => number);
    /** Takes `text`. The first after a while is sent at once. */
    add(name: StreamName, text: string, parent: Parent): void;
    /** Sends what is held back. */
    flush(): void;
}
