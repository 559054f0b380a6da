"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.inspectBriefly = inspectBriefly;
/** Any value as text of bounded size in bounded time: `util.inspect`, with large objects shortened before it sees them. */
const node_util_1 = require("node:util");
const brief_1 = require("./brief");
/** Keys of an object, or entries of an array, map or set, that are shown; `util.inspect` has no limit for keys. */
const ENTRIES = 100;
/** Characters of one string. */
const STRING = 10_000;
/** How deep an object is shown; deeper ones by their type alone. */
const DEPTH = 4;
/** Objects looked into in all. */
const OBJECTS = 2_000;
/** Characters of the whole text; of a longer one the head and the tail are shown. */
const CHARACTERS = 50_000;
const TAIL = 2_000;
const OPTIONS = { colors: false, depth: DEPTH, maxArrayLength: ENTRIES, maxStringLength: STRING, breakLength: 100 };
/** Something that `inspect` shows as `text`. */
const written = (text) => ({ [node_util_1.inspect.custom]: () => text });
const isPlain = (value) => {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
};
/** Copies what is too large or better said briefly, and keeps the rest as it is. */
class Shortening {
    copies = new Map();
    left = OBJECTS;
    of(value, depth) {
        if (typeof value !== "object" || value === null || node_util_1.types.isProxy(value))
            return value;
        const known = this.copies.get(value);
        if (known !== undefined)
            return known;
        const short = (0, brief_1.brief)(value);
        if (short !== undefined)
            return this.keep(value, written(short));
        if (depth > DEPTH || node_util_1.inspect.custom in value || ArrayBuffer.isView(value))
            return value;
        if (this.left-- <= 0)
            return this.keep(value, written("[…]"));
        if (Array.isArray(value))
            return this.array(value, depth);
        if (value instanceof Map || value instanceof Set)
            return this.collection(value, depth);
        return isPlain(value) || Object.keys(value).length > ENTRIES ? this.object(value, depth) : value;
    }
    keep(value, copy) {
        this.copies.set(value, copy);
        return copy;
    }
    array(value, depth) {
        const copy = this.keep(value, []);
        // The holes and the length stay: inspect shows "… more items".
        copy.length = value.length;
        for (let i = 0; i < Math.min(value.length, ENTRIES); i++)
            if (i in value)
                copy[i] = this.of(value[i], depth + 1);
        return copy;
    }
    collection(value, depth) {
        // What has more entries inspect itself shortens, and counts.
        if (value.size > ENTRIES)
            return value;
        if (value instanceof Set) {
            const copy = this.keep(value, new Set());
            for (const each of value)
                copy.add(this.of(each, depth + 1));
            return copy;
        }
        const copy = this.keep(value, new Map());
        for (const [key, each] of value)
            copy.set(this.of(key, depth + 1), this.of(each, depth + 1));
        return copy;
    }
    object(value, depth) {
        const keys = Object.keys(value);
        const descriptors = {};
        const copy = this.keep(value, Object.create(Object.getPrototypeOf(value)));
        for (const key of keys.slice(0, ENTRIES)) {
            const descriptor = Object.getOwnPropertyDescriptor(value, key);
            // A getter is shown as one, not called.
            if (descriptor)
                descriptors[key] = "value" in descriptor ? { ...descriptor, value: this.of(descriptor.value, depth + 1) } : descriptor;
        }
        for (const symbol of Object.getOwnPropertySymbols(value).slice(0, ENTRIES)) {
            const descriptor = Object.getOwnPropertyDescriptor(value, symbol);
            if (descriptor)
                descriptors[symbol] = descriptor;
        }
        Object.defineProperties(copy, descriptors);
        const more = keys.length - ENTRIES;
        if (more > 0)
            Object.defineProperty(copy, "…", { value: written(`${more.toLocaleString("en")} more keys`), enumerable: true });
        return copy;
    }
}
function cut(text) {
    if (text.length <= CHARACTERS)
        return text;
    const left = text.length - CHARACTERS;
    return `${text.slice(0, CHARACTERS - TAIL)}\n… ${left.toLocaleString("en")} characters left out …\n${text.slice(-TAIL)}`;
}
/** `value` as text. A getter, a `toString` or an `inspect.custom` of its own that throws is told, not thrown. */
function inspectBriefly(value) {
    try {
        return cut((0, node_util_1.inspect)(new Shortening().of(value, 0), OPTIONS));
    }
    catch (error) {
        const name = typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : typeof value;
        return `${name}, which cannot be shown: ${error instanceof Error ? error.message : "its own method threw"}`;
    }
}
//# sourceMappingURL=inspect.js.map