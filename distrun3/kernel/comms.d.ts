import type { Content, Message } from "./wire/message";
/** Receives what the front end sends on a comm. */
export type CommHandler = (data: Content, buffers: Uint8Array[], metadata: Content) => void;
/** One open channel. */
export interface Comm {
    readonly id: string;
    /** The name that says what the channel is for. */
    readonly target: string;
    /** Sends `data` (JSON) and binary parts, which go as they are. */
    send(data: object, buffers?: ArrayBufferView[], metadata?: object): void;
    /** What to do with each message; a second call replaces the first. */
    onMessage(handler: CommHandler): void;
    /** What to do when the front end closes the channel. */
    onClose(handler: (data: Content) => void): void;
    /** Closes the channel. */
    close(data?: object): void;
}
/** Takes a channel that the front end opened. */
export type TargetHandler = (comm: Comm, data: Content, metadata: Content, buffers: Uint8Array[]) => void;
/** Says who takes the channels that the front end opens under the name `target`. */
export declare function registerTarget(target: string, handler: TargetHandler): void;
/** Opens a channel to the front end, where `target` must be known. */
export declare function openComm(target: string, data?: object, metadata?: object, buffers?: ArrayBufferView[]): Comm;
/** Answers `comm_info_request`: the open channels, of one target if it is named. */
export declare function commInfo({ target_name }: Content): Content;
/** Takes `comm_open`. A target that nobody registered is answered with `comm_close`, as the protocol asks. */
export declare function takeOpen({ content, metadata, buffers }: Message): void;
/** Takes `comm_msg`; for a channel that is not open it is nothing. */
export declare function takeMessage({ content, metadata, buffers }: Message): void;
/** Takes `comm_close`. */
export declare function takeClose({ content }: Message): void;
