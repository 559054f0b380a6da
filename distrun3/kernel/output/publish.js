"use strict";
/** Sends to everybody who listens to the kernel, in the name of the request that caused it. Outside a kernel nothing is sent. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.isConnected = void 0;
exports.connectPublish = connectPublish;
exports.publish = publish;
const shared_1 = require("../shared");
const message_1 = require("../wire/message");
const origin_1 = require("./origin");
const shared = (0, shared_1.sharedState)("publish", () => ({}));
/** Gives the way to send; the kernel calls it once. */
function connectPublish(send) {
    shared.send = send;
}
/** Publishes a message. Of a silent request only the state and comms are. Returns whether this process is a kernel. */
function publish(type, content, { metadata, buffers, origin = (0, origin_1.currentOrigin)() } = {}) {
    if (!shared.send)
        return false;
    if (origin?.silent && type !== "status" && !type.startsWith("comm_"))
        return true;
    shared.send((0, message_1.broadcast)(type, content, origin?.parent ?? {}, { metadata, buffers }));
    return true;
}
/** Whether this process is a kernel. */
const isConnected = () => shared.send !== undefined;
exports.isConnected = isConnected;
//# sourceMappingURL=publish.js.map