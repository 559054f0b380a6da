/** Sends to everybody who listens to the kernel, in the name of the request that caused it. Outside a kernel nothing is sent. */
import { currentOrigin, type Origin } from "./origin";
import { sharedState } from "./shared";
import { broadcast, type Outgoing } from "./wire/message";

/** Beside type and content. */
export interface PublishOptions {
  metadata?: object;
  buffers?: Uint8Array[];
  /** Default: the request that caused the running code. */
  origin?: Origin;
}

interface Shared {
  send?: (message: Outgoing) => void;
  hooks: (() => void)[];
}

const shared = sharedState<Shared>("publish", () => ({ hooks: [] }));

/** Gives the way to send; the kernel calls it once. */
export function connectPublish(send: (message: Outgoing) => void): void {
  shared.send = send;
}

/** Registers what to do before any message but a stream, such as sending the text that is held back, so that the order stays. */
export function beforePublish(hook: () => void): void {
  shared.hooks.push(hook);
}

/** Sends what is held back now. */
export function flushPublished(): void {
  for (const hook of shared.hooks) hook();
}

/** Publishes a message. Of a silent request only the state and comms are. Returns whether this process is a kernel. */
export function publish(type: string, content: object, { metadata, buffers, origin = currentOrigin() }: PublishOptions = {}): boolean {
  if (!shared.send) return false;
  if (type !== "stream") flushPublished();
  if (origin?.silent && type !== "status" && !type.startsWith("comm_")) return true;
  shared.send(broadcast(type, content, origin?.parent ?? {}, { metadata, buffers }));
  return true;
}

/** Whether this process is a kernel. */
export const isConnected = (): boolean => shared.send !== undefined;
