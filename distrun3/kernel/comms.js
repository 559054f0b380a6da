"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.registerTarget = registerTarget;
exports.openComm = openComm;
exports.commInfo = commInfo;
exports.takeOpen = takeOpen;
exports.takeMessage = takeMessage;
exports.takeClose = takeClose;
/** Comms: named two-way channels between cells and front end, with binary buffers; widgets are built on them. */
const node_crypto_1 = require("node:crypto");
const origin_1 = require("./output/origin");
const publish_1 = require("./output/publish");
const shared_1 = require("./shared");
const comms = (0, shared_1.sharedState)("comms", () => ({ targets: new Map(), open: new Map() }));
const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
function createComm(id, target) {
    const say = (type, data, metadata, buffers) => {
        if (!comms.open.has(id))
            throw new Error(`The comm ${id} (${target}) is closed.`);
        (0, publish_1.publish)(type, { comm_id: id, data }, { metadata, buffers: buffers.map(bytesOf), origin: (0, origin_1.currentOrigin)() });
    };
    const comm = {
        id,
        target,
        receive: () => { },
        closed: () => { },
        send: (data, buffers = [], metadata = {}) => say("comm_msg", data, metadata, buffers),
        onMessage: (handler) => {
            comm.receive = handler;
        },
        onClose: (handler) => {
            comm.closed = handler;
        },
        close: (data = {}) => {
            if (!comms.open.has(id))
                return;
            say("comm_close", data, {}, []);
            comms.open.delete(id);
        },
    };
    comms.open.set(id, comm);
    return comm;
}
/** Says who takes the channels that the front end opens under the name `target`. */
function registerTarget(target, handler) {
    comms.targets.set(target, handler);
}
/** Opens a channel to the front end, where `target` must be known. */
function openComm(target, data = {}, metadata = {}, buffers = []) {
    const comm = createComm((0, node_crypto_1.randomUUID)(), target);
    (0, publish_1.publish)("comm_open", { comm_id: comm.id, target_name: target, data }, { metadata, buffers: buffers.map(bytesOf) });
    return comm;
}
/** Answers `comm_info_request`: the open channels, of one target if it is named. */
function commInfo({ target_name }) {
    const shown = [...comms.open.values()].filter(({ target }) => !target_name || target === target_name);
    return { status: "ok", comms: Object.fromEntries(shown.map(({ id, target }) => [id, { target_name: target }])) };
}
/** Takes `comm_open`. A target that nobody registered is answered with `comm_close`, as the protocol asks. */
function takeOpen({ content, metadata, buffers }) {
    const id = String(content.comm_id);
    const handler = comms.targets.get(String(content.target_name));
    const comm = createComm(id, String(content.target_name));
    if (!handler) {
        comm.close();
        return;
    }
    try {
        handler(comm, dataOf(content), metadata, buffers);
    }
    catch (error) {
        comm.close();
        throw error;
    }
}
/** Takes `comm_msg`; for a channel that is not open it is nothing. */
function takeMessage({ content, metadata, buffers }) {
    comms.open.get(String(content.comm_id))?.receive(dataOf(content), buffers, metadata);
}
/** Takes `comm_close`. */
function takeClose({ content }) {
    const comm = comms.open.get(String(content.comm_id));
    comms.open.delete(String(content.comm_id));
    comm?.closed(dataOf(content));
}
const dataOf = (content) => (typeof content.data === "object" && content.data !== null ? content.data : {});
//# sourceMappingURL=comms.js.map