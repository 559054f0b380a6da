import { type Origin } from "./origin";
/** `stdout` or `stderr`. */
export type StreamName = "stdout" | "stderr";
/** Takes text that code of `origin` printed. */
export type Print = (name: StreamName, text: string, origin: Origin | undefined) => void;
/** Puts the kernel's streams in the place of the process's, which `console` writes to. */
export declare function captureStreams(print: Print): void;
