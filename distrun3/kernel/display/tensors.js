"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isTensor = isTensor;
exports.tensorTitle = tensorTitle;
exports.tensorBundle = tensorBundle;
const html_1 = require("./html");
/** A tensor of more values is shown by its edges: as many at each end of an axis. */
const WHOLE = 1_000;
const EDGE = 3;
/** A vector is easier to read than a matrix. */
const VECTOR_EDGE = 10;
/** Significant digits of what is no integer: what float32 holds for sure. */
const DIGITS = 6;
/** Characters of one string value. */
const STRING = 60;
/** Characters of a line; longer rows go on in the next one. */
const LINE = 100;
/** Whether `value` is a tensor or a variable. */
function isTensor(value) {
    if (typeof value !== "object" || value === null)
        return false;
    const tensor = value;
    return (typeof tensor.dtype === "string" &&
        Array.isArray(tensor.shape) &&
        typeof tensor.dataId === "object" &&
        typeof tensor.isDisposed === "boolean" &&
        typeof tensor.data === "function");
}
/** `Tensor float32 [2, 3]`, `Variable "w" float32 [2, 3], not trainable`, and whether it is disposed. */
function tensorTitle(tensor) {
    const kind = typeof tensor.trainable === "boolean" ? `Variable "${tensor.name}"` : "Tensor";
    const frozen = tensor.trainable === false ? ", not trainable" : "";
    const gone = tensor.isDisposed ? ", disposed: its values are gone" : "";
    return `${kind} ${tensor.dtype} [${tensor.shape.join(", ")}]${frozen}${gone}`;
}
const edgeOf = (tensor) => (tensor.shape.length === 1 ? VECTOR_EDGE : EDGE);
/** The edges of a large tensor in a smaller one, the longest axis cut first. The caller disposes it. */
function edges(tensor) {
    const edge = edgeOf(tensor);
    const axes = tensor.shape.map((_, axis) => axis).sort((a, b) => (tensor.shape[b] ?? 0) - (tensor.shape[a] ?? 0));
    let current = tensor;
    for (const axis of axes) {
        const length = current.shape[axis] ?? 0;
        if (length <= 2 * edge)
            continue;
        const size = current.shape.map((all, i) => (i === axis ? edge : all));
        const head = current.slice(current.shape.map(() => 0), size);
        const tail = current.slice(current.shape.map((_, i) => (i === axis ? length - edge : 0)), size);
        const joined = head.concat([tail], axis);
        for (const done of current === tensor ? [head, tail] : [head, tail, current])
            done.dispose();
        current = joined;
    }
    return current;
}
async function read(tensor) {
    const part = tensor.size > WHOLE ? edges(tensor) : tensor;
    try {
        const gaps = part.shape.map((length, axis) => length < (tensor.shape[axis] ?? 0));
        return { shape: part.shape, gaps, texts: textsOf(await part.data(), part.dtype) };
    }
    finally {
        if (part !== tensor)
            part.dispose();
    }
}
function numberText(value) {
    if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e10))
        return String(value);
    const rounded = Number(value.toPrecision(DIGITS));
    const size = Math.abs(rounded);
    return size !== 0 && (size < 1e-4 || size >= 1e10) ? rounded.toExponential() : String(rounded);
}
/** The numbers with their points below each other, as many decimals as the largest leaves; each by itself where the smallest would be lost. */
function numberTexts(values) {
    const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
    const largest = Math.max(0, ...sizes);
    const decimals = DIGITS - Math.max(1, Math.floor(Math.log10(largest)) + 1);
    const isEven = decimals > 0 && Math.min(...sizes) >= 100 * 10 ** -decimals;
    if (values.every((value) => !Number.isFinite(value) || Number.isInteger(value)) || !isEven)
        return values.map(numberText);
    const texts = values.map((value) => (Number.isFinite(value) ? value.toFixed(decimals) : String(value)));
    const needed = Math.max(1, ...texts.map((text) => (/\.(\d*?)0*$/.exec(text)?.[1] ?? "").length));
    return texts.map((text) => (text.includes(".") ? text.slice(0, text.length - decimals + needed) : text));
}
function stringText(value) {
    return JSON.stringify(value.length > STRING ? `${value.slice(0, STRING)}…` : value);
}
/** Each value as text. The data of complex64 are pairs. */
function textsOf(data, dtype) {
    if (dtype === "string")
        return Array.from(data, (value) => stringText(String(value)));
    const numbers = Array.from(data, Number);
    if (dtype === "bool")
        return numbers.map((value) => (value ? "true" : "false"));
    if (dtype !== "complex64")
        return numberTexts(numbers);
    return Array.from({ length: numbers.length / 2 }, (_, i) => {
        const imaginary = numberText(numbers[2 * i + 1]);
        return `${numberText(numbers[2 * i])}${imaginary.startsWith("-") ? "" : "+"}${imaginary}i`;
    });
}
/** The values of one row, in lines of at most `LINE` characters. */
function rowText(values, indent) {
    const lines = [];
    let line = "";
    for (const [i, value] of values.entries()) {
        const piece = i === values.length - 1 ? value : `${value}, `;
        if (line !== "" && indent + line.length + piece.trimEnd().length > LINE) {
            lines.push(line.trimEnd());
            line = "";
        }
        line += piece;
    }
    return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
/** Nested brackets, one row a line, columns aligned, `…` where values are left out. */
function layOut({ shape, gaps, texts }) {
    const width = shape.length === 0 ? 0 : Math.max(0, ...texts.map((text) => text.length));
    let at = 0;
    const block = (axis) => {
        if (axis === shape.length)
            return texts[at++].padStart(width);
        const length = shape[axis];
        const parts = Array.from({ length }, () => block(axis + 1));
        if (gaps[axis])
            parts.splice(length / 2, 0, "…");
        if (axis === shape.length - 1)
            return `[${rowText(parts, axis + 1)}]`;
        return `[${parts.join(`,${"\n".repeat(shape.length - 1 - axis)}${" ".repeat(axis + 1)}`)}]`;
    };
    return block(0);
}
/** The `text/plain` and `text/html` of a tensor. */
async function tensorBundle(tensor) {
    const title = tensorTitle(tensor);
    if (tensor.isDisposed)
        return { "text/html": `<div style="${html_1.QUIET}">${(0, html_1.escapeHtml)(title)}</div>`, "text/plain": title };
    const values = layOut(await read(tensor));
    const html = `<div style="${html_1.QUIET}">${(0, html_1.escapeHtml)(title)}</div>\n<pre style="margin: 0">${(0, html_1.escapeHtml)(values)}</pre>`;
    return { "text/html": html, "text/plain": `${title}\n${values}` };
}
//# sourceMappingURL=tensors.js.map