"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.joinRing = joinRing;
/** Adds up a vector over processes around a ring, over sockets that only this machine can reach. */
const node_events_1 = require("node:events");
const node_net_1 = require("node:net");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
/** Longest time that a member waits for the others to come, milliseconds. */
const PATIENCE_MS = 60_000;
/**
 * Takes a place in a ring. Comes back when both neighbours are there.
 * @throws UserError where a neighbour does not come, or leaves
 */
async function joinRing({ rank, members, folder }) {
    if (members === 1)
        return { allReduce: async () => undefined, close: () => undefined };
    const server = (0, node_net_1.createServer)();
    server.listen(socketOf(folder, rank));
    await (0, node_events_1.once)(server, "listening");
    const [before, after] = await inTime(Promise.all([accept(server), reach(socketOf(folder, (rank + 1) % members))]), rank);
    const from = reader(before);
    // Whoever cannot go on lets go of both neighbours, so that the news goes round.
    const letGo = () => {
        before.destroy();
        after.destroy();
    };
    after.on("error", letGo);
    return {
        allReduce: (vector) => allReduce(vector, { rank, members }, from, after).catch((error) => {
            letGo();
            throw error;
        }),
        close: () => {
            // What was written last is still to be read by the neighbour.
            after.end();
            before.end();
            server.close();
        },
    };
}
const socketOf = (folder, rank) => (0, node_path_1.join)(folder, `${rank}.sock`);
async function accept(server) {
    const [socket] = (await (0, node_events_1.once)(server, "connection"));
    return socket;
}
/** Connects as soon as the other listens. */
async function reach(path) {
    for (;;) {
        const socket = (0, node_net_1.connect)(path);
        try {
            await (0, node_events_1.once)(socket, "connect");
            return socket;
        }
        catch (error) {
            socket.destroy();
            const { code } = error;
            if (code !== "ENOENT" && code !== "ECONNREFUSED")
                throw error;
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }
}
async function inTime(work, rank) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new errors_1.UserError(`Process ${rank} of the ring waited ${PATIENCE_MS / 1000} s for its neighbours.`)), PATIENCE_MS);
    });
    return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
/**
 * Each member first collects the sum of one part (p − 1 turns, a part a turn handed on), then hands it round (p − 1 turns).
 * The additions of a part are made in one order, whoever reads the result.
 */
async function allReduce(vector, { rank, members }, from, after) {
    const bounds = Array.from({ length: members + 1 }, (_, i) => Math.round((i * vector.length) / members));
    const part = (number) => {
        const i = ((number % members) + members) % members;
        return vector.subarray(bounds[i], bounds[i + 1]);
    };
    for (let turn = 0; turn < members - 1; turn++) {
        const mine = part(rank - turn - 1);
        const other = await exchange(part(rank - turn), mine.length, from, after);
        for (let i = 0; i < mine.length; i++)
            mine[i] = mine[i] + other[i];
    }
    for (let turn = 0; turn < members - 1; turn++) {
        const mine = part(rank - turn);
        mine.set(await exchange(part(rank - turn + 1), mine.length, from, after));
    }
}
/** Sends to the next member and reads from the one before. */
async function exchange(outgoing, length, from, after) {
    // A copy: the vector may change before the socket has taken the bytes.
    after.write(Buffer.from(outgoing.slice().buffer));
    return await from(length);
}
function reader(socket) {
    const chunks = [];
    let held = 0;
    let wake;
    let gone;
    socket.on("data", (chunk) => {
        chunks.push(chunk);
        held += chunk.length;
        wake?.();
    });
    const leave = (error) => {
        gone ??= new errors_1.UserError(`A process of the ring has ended${error ? `: ${error.message}` : ""}.`);
        wake?.();
    };
    socket.on("error", leave);
    socket.on("close", () => leave());
    return async (length) => {
        const bytes = 4 * length;
        while (held < bytes) {
            if (gone)
                throw gone;
            await new Promise((resolve) => {
                wake = resolve;
            });
        }
        const all = Buffer.concat(chunks.splice(0));
        const rest = all.subarray(bytes);
        if (rest.length > 0)
            chunks.push(rest);
        held = rest.length;
        return new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + bytes));
    };
}
//# sourceMappingURL=ring.js.map