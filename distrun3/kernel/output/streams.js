"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.captureStreams = captureStreams;
/** `process.stdout` and `process.stderr` of a kernel: what cells print goes at once to the wire's thread, which makes few messages of it. */
const node_stream_1 = require("node:stream");
const node_string_decoder_1 = require("node:string_decoder");
const origin_1 = require("./origin");
/** What programs take a terminal for that says nothing of its size. */
const SIZE = { columns: 80, rows: 24 };
const FD = { stdout: 1, stderr: 2 };
/** A stream that is never closed, like those of a process. */
class OutputStream extends node_stream_1.Writable {
    streamName;
    print;
    isTTY = false;
    columns = SIZE.columns;
    rows = SIZE.rows;
    fd;
    /** Bytes of a character that is not complete yet. */
    decoder = new node_string_decoder_1.StringDecoder("utf8");
    constructor(streamName, print) {
        super({ decodeStrings: false });
        this.streamName = streamName;
        this.print = print;
        this.fd = FD[streamName];
    }
    _write(chunk, encoding, callback) {
        // A text in another encoding, such as hex, names bytes.
        const isText = typeof chunk === "string" && /^utf-?8$/i.test(encoding);
        const text = isText ? this.decoder.end() + chunk : this.decoder.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
        if (text !== "")
            this.print(this.streamName, text, (0, origin_1.currentOrigin)());
        callback();
    }
    getWindowSize() {
        return [this.columns, this.rows];
    }
    /** Writes what is given, and stays open. */
    end(...args) {
        const done = args.find((each) => typeof each === "function");
        const [chunk, encoding] = args.filter((each) => typeof each !== "function");
        if (chunk !== undefined && chunk !== null)
            this.write(chunk, (encoding ?? "utf8"), () => done?.());
        else if (done)
            process.nextTick(done);
        return this;
    }
    destroy() {
        return this;
    }
}
/** Puts the kernel's streams in the place of the process's, which `console` writes to. */
function captureStreams(print) {
    for (const name of ["stdout", "stderr"]) {
        const stream = new OutputStream(name, print);
        Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
    }
}
//# sourceMappingURL=streams.js.map