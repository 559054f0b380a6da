"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Held = void 0;
exports.holding = holding;
exports.requireSignOfLife = requireSignOfLife;
exports.signOf = signOf;
/** Runs in the hands of another process: found by the checkpoint's lock, waited for while its owner gives signs of life. */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const errors_1 = require("../../errors");
const checkpoint_1 = require("../../train/checkpoint");
/** Another process has the run. */
class Held extends Error {
    why;
    /** @param why in words, with what to do where that process is not there any more */
    constructor(why) {
        super(why.message);
        this.why = why;
    }
}
exports.Held = Held;
/** How long the owner of a lock may be silent, milliseconds, at least: its evaluations may last. */
const SILENT_MS = 10 * 60_000;
/** ... and at least so many times as long as it takes between two checkpoints. */
const CHECKPOINTS = 10;
/** Milliseconds between two signs of an owner. */
const SIGN_MS = 10_000;
/** A lock that was given back between a refusal and our look is asked for again. */
const TRIES = 3;
const lockOf = (folder) => (0, node_path_1.join)(folder, checkpoint_1.LOCK_FILE);
/** When the lock in a folder was taken or last gave a sign; undefined where there is none. */
const signAt = async (folder) => (await (0, promises_1.stat)(lockOf(folder)).catch(() => undefined))?.mtimeMs;
/**
 * Does what takes the lock of a folder.
 * @throws Held where another process has it; else what `take` throws
 */
async function holding(folder, take) {
    for (let attempt = 1;; attempt++) {
        try {
            return await take();
        }
        catch (error) {
            if (!(error instanceof errors_1.UserError))
                throw error;
            // `take` gives back what it has taken when it fails, so a lock that is there is another's.
            if ((await signAt(folder)) !== undefined)
                throw new Held(error);
            if (attempt === TRIES)
                throw error;
        }
    }
}
/** @throws UserError, what `held` says, where the lock's owner has given no sign for long: it hangs, or belongs to a machine that is gone */
async function requireSignOfLife(folder, held, checkpointEvery) {
    const silent = Math.max(SILENT_MS, CHECKPOINTS * 1000 * checkpointEvery);
    const at = await signAt(folder);
    if (at !== undefined && Date.now() - at > silent)
        throw held.why;
}
/** The sign that the owner of a folder's lock gives: call it often, it costs little. */
function signOf(folder) {
    let last = performance.now();
    return () => {
        const now = performance.now();
        if (now - last < SIGN_MS)
            return;
        last = now;
        try {
            (0, node_fs_1.utimesSync)(lockOf(folder), new Date(), new Date());
        }
        catch {
            // Without its lock the next saving of the checkpoint says what is wrong.
        }
    };
}
//# sourceMappingURL=holding.js.map