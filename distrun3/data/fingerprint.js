"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.fingerprint = fingerprint;
/** What tells one data set from another: a hash of all that a training sees of it. */
const node_crypto_1 = require("node:crypto");
/** SHA-256 of shape, counts, images and labels, as hexadecimal. */
function fingerprint({ shape, classes, train, test }) {
    const hash = (0, node_crypto_1.createHash)("sha256").update(JSON.stringify([shape, classes, train.count, test.count]));
    for (const { images, labels } of [train, test])
        hash.update(images).update(labels);
    return hash.digest("hex");
}
//# sourceMappingURL=fingerprint.js.map