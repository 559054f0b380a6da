"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Printed = void 0;
/** Text is held back for at most this long, in milliseconds … */
const HOLD = 50;
/** … and at most this many characters of it. */
const LIMIT = 32_768;
/** Gathers text. */
class Printed {
    send;
    now;
    name = "stdout";
    parent = {};
    parts = [];
    length = 0;
    sentAt = 0;
    timer;
    constructor(send, now = () => performance.now()) {
        this.send = send;
        this.now = now;
    }
    /** Takes `text`. The first after a while is sent at once. */
    add(name, text, parent) {
        if (this.length > 0 && (name !== this.name || parent.msg_id !== this.parent.msg_id))
            this.flush();
        this.name = name;
        this.parent = parent;
        this.parts.push(text);
        this.length += text.length;
        if (this.length >= LIMIT || this.now() - this.sentAt >= HOLD)
            this.flush();
        else
            this.timer ??= setTimeout(() => this.flush(), HOLD);
    }
    /** Sends what is held back. */
    flush() {
        clearTimeout(this.timer);
        this.timer = undefined;
        if (this.length === 0)
            return;
        const text = this.parts.join("");
        this.parts = [];
        this.length = 0;
        this.sentAt = this.now();
        this.send(this.name, text, this.parent);
    }
}
exports.Printed = Printed;
//# sourceMappingURL=printed.js.map