/** Sends to everybody who listens to the kernel, in the name of the request that caused it. Outside a kernel nothing is sent. */
import { type Outgoing } from "../wire/message";
import { type Origin } from "./origin";
/** Beside type and content. */
export interface PublishOptions {
    metadata?: object;
    buffers?: Uint8Array[];
    /** Default: the request that caused the running code. */
    origin?: Origin;
}
/** Gives the way to send; the kernel calls it once. */
export declare function connectPublish(send: (message: Outgoing) => void): void;
/** Publishes a message. Of a silent request only the state and comms are. Returns whether this process is a kernel. */
export declare function publish(type: string, content: object, { metadata, buffers, origin }?: PublishOptions): boolean;
/** Whether this process is a kernel. */
export declare const isConnected: () => boolean;
