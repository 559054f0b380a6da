/** Sends to everybody who listens to the kernel, in the name of the request that caused it. Outside a kernel nothing is sent. */

import { sharedState } from "../shared";
import { broadcast, type Outgoing } from "../wire/message";
import { currentOrigin, type Origin } from "./origin";

/** Beside type and content. */
export interface PublishOptions {
  metadata?: object;
  buffers?: Uint8Array[];
  /** Default: the request that caused the running code. */
  origin?: Origin;
}

interface Shared {
  send?: (message: Outgoing) => void;
}

const shared = sharedState<Shared>("publish", () => ({}));

/** Gives the way to send; the kernel calls it once. */
export function connectPublish(send: (message: Outgoing) => void): void {
  shared.send = send;
}

/** Publishes a message. Of a silent request only the state and comms are. Returns whether this process is a kernel. */
export function publish(type: string, content: object, { metadata, buffers, origin = currentOrigin() }: PublishOptions = {}): boolean {
  if (!shared.send) return false;
  if (origin?.silent && type !== "status" && !type.startsWith("comm_")) return true;
  shared.send(broadcast(type, content, origin?.parent ?? {}, { metadata, buffers }));
  return true;
}

/** Whether this process is a kernel. */
export const isConnected = (): boolean => shared.send !== undefined;
