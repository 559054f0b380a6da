"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.NativePipes = void 0;
/** Reads, in the wire's thread, the pipes that native code and child processes write to. */
const node_fs_1 = require("node:fs");
const node_net_1 = require("node:net");
const node_string_decoder_1 = require("node:string_decoder");
const CHUNK = 65_536;
/** The pipes of standard output and error. */
class NativePipes {
    take;
    buffer = Buffer.allocUnsafe(CHUNK);
    pipes;
    /**
     * @param fds Descriptors that never block.
     * @param take Told what was written, soon after.
     */
    constructor(fds, take) {
        this.take = take;
        this.pipes = ["stdout", "stderr"].map((name) => ({ name, fd: fds[name], decoder: new node_string_decoder_1.StringDecoder("utf8") }));
        for (const pipe of this.pipes) {
            const socket = new node_net_1.Socket({ fd: pipe.fd, readable: true, writable: false });
            socket.on("data", (chunk) => this.give(pipe, chunk));
            socket.on("error", () => { });
        }
    }
    /** Takes all that was written by now. */
    drain() {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 0; // mostly nothing is there, and Node makes an error of that: its stack would take longer than the look
        for (const pipe of this.pipes) {
            for (let length = this.read(pipe.fd); length > 0; length = this.read(pipe.fd))
                this.give(pipe, this.buffer.subarray(0, length));
        }
        Error.stackTraceLimit = stackTraceLimit;
    }
    give({ name, decoder }, bytes) {
        const text = decoder.write(Buffer.from(bytes));
        if (text !== "")
            this.take(name, text);
    }
    read(fd) {
        try {
            return (0, node_fs_1.readSync)(fd, this.buffer);
        }
        catch {
            return 0; // EAGAIN: nothing there
        }
    }
}
exports.NativePipes = NativePipes;
//# sourceMappingURL=native.js.map