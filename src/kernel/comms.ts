/** Comms: named two-way channels between cells and front end, with binary buffers; widgets are built on them. */
import { randomUUID } from "node:crypto";
import { currentOrigin } from "./output/origin";
import { publish } from "./output/publish";
import { sharedState } from "./shared";
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

interface OpenComm extends Comm {
  receive: CommHandler;
  closed: (data: Content) => void;
}
interface Comms {
  targets: Map<string, TargetHandler>;
  open: Map<string, OpenComm>;
}

const comms = sharedState<Comms>("comms", () => ({ targets: new Map(), open: new Map() }));

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function createComm(id: string, target: string): OpenComm {
  const say = (type: string, data: object, metadata: object, buffers: ArrayBufferView[]): void => {
    if (!comms.open.has(id)) throw new Error(`The comm ${id} (${target}) is closed.`);
    publish(type, { comm_id: id, data }, { metadata, buffers: buffers.map(bytesOf), origin: currentOrigin() });
  };
  const comm: OpenComm = {
    id,
    target,
    receive: () => {},
    closed: () => {},
    send: (data, buffers = [], metadata = {}) => say("comm_msg", data, metadata, buffers),
    onMessage: (handler) => {
      comm.receive = handler;
    },
    onClose: (handler) => {
      comm.closed = handler;
    },
    close: (data = {}) => {
      if (!comms.open.has(id)) return;
      say("comm_close", data, {}, []);
      comms.open.delete(id);
    },
  };
  comms.open.set(id, comm);
  return comm;
}

/** Says who takes the channels that the front end opens under the name `target`. */
export function registerTarget(target: string, handler: TargetHandler): void {
  comms.targets.set(target, handler);
}

/** Opens a channel to the front end, where `target` must be known. */
export function openComm(target: string, data: object = {}, metadata: object = {}, buffers: ArrayBufferView[] = []): Comm {
  const comm = createComm(randomUUID(), target);
  publish("comm_open", { comm_id: comm.id, target_name: target, data }, { metadata, buffers: buffers.map(bytesOf) });
  return comm;
}

/** Answers `comm_info_request`: the open channels, of one target if it is named. */
export function commInfo({ target_name }: Content): Content {
  const shown = [...comms.open.values()].filter(({ target }) => !target_name || target === target_name);
  return { status: "ok", comms: Object.fromEntries(shown.map(({ id, target }) => [id, { target_name: target }])) };
}

/** Takes `comm_open`. A target that nobody registered is answered with `comm_close`, as the protocol asks. */
export function takeOpen({ content, metadata, buffers }: Message): void {
  const id = String(content.comm_id);
  const handler = comms.targets.get(String(content.target_name));
  const comm = createComm(id, String(content.target_name));
  if (!handler) {
    comm.close();
    return;
  }
  try {
    handler(comm, dataOf(content), metadata, buffers);
  } catch (error) {
    comm.close();
    throw error;
  }
}

/** Takes `comm_msg`; for a channel that is not open it is nothing. */
export function takeMessage({ content, metadata, buffers }: Message): void {
  comms.open.get(String(content.comm_id))?.receive(dataOf(content), buffers, metadata);
}

/** Takes `comm_close`. */
export function takeClose({ content }: Message): void {
  const comm = comms.open.get(String(content.comm_id));
  comms.open.delete(String(content.comm_id));
  comm?.closed(dataOf(content));
}

const dataOf = (content: Content): Content => (typeof content.data === "object" && content.data !== null ? (content.data as Content) : {});
