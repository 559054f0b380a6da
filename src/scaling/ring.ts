/** Adds up a vector over processes around a ring, over sockets that only this machine can reach. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { UserError } from "../errors";

export interface Ring {
  /** Replaces the vector by the sum over all members: the same bits for each. Every member must call it, with vectors of one length. */
  allReduce(vector: Float32Array): Promise<void>;
  close(): void;
}

export interface Place {
  /** Number of this member, from 0 on. */
  rank: number;
  members: number;
  /** A folder that all members can write to, and nobody else; holds a socket each. */
  folder: string;
}

/** Longest time that a member waits for the others to come, milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Takes a place in a ring. Comes back when both neighbours are there.
 * @throws UserError where a neighbour does not come, or leaves
 */
export async function joinRing({ rank, members, folder }: Place): Promise<Ring> {
  if (members === 1) return { allReduce: async () => undefined, close: () => undefined };
  const server = createServer();
  server.listen(socketOf(folder, rank));
  await once(server, "listening");
  const [before, after] = await inTime(Promise.all([accept(server), reach(socketOf(folder, (rank + 1) % members))]), rank);
  const from = reader(before);
  // Whoever cannot go on lets go of both neighbours, so that the news goes round.
  const letGo = () => {
    before.destroy();
    after.destroy();
  };
  after.on("error", letGo);
  return {
    allReduce: (vector) =>
      allReduce(vector, { rank, members }, from, after).catch((error: unknown) => {
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

const socketOf = (folder: string, rank: number): string => join(folder, `${rank}.sock`);

async function accept(server: Server): Promise<Socket> {
  const [socket] = (await once(server, "connection")) as [Socket];
  return socket;
}

/** Connects as soon as the other listens. */
async function reach(path: string): Promise<Socket> {
  for (;;) {
    const socket = connect(path);
    try {
      await once(socket, "connect");
      return socket;
    } catch (error) {
      socket.destroy();
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ECONNREFUSED") throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

async function inTime<T>(work: Promise<T>, rank: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new UserError(`Process ${rank} of the ring waited ${PATIENCE_MS / 1000} s for its neighbours.`)),
      PATIENCE_MS,
    );
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Each member first collects the sum of one part (p − 1 turns, a part a turn handed on), then hands it round (p − 1 turns).
 * The additions of a part are made in one order, whoever reads the result.
 */
async function allReduce(vector: Float32Array, { rank, members }: Omit<Place, "folder">, from: Reader, after: Socket): Promise<void> {
  const bounds = Array.from({ length: members + 1 }, (_, i) => Math.round((i * vector.length) / members));
  const part = (number: number) => {
    const i = ((number % members) + members) % members;
    return vector.subarray(bounds[i], bounds[i + 1]);
  };
  for (let turn = 0; turn < members - 1; turn++) {
    const mine = part(rank - turn - 1);
    const other = await exchange(part(rank - turn), mine.length, from, after);
    for (let i = 0; i < mine.length; i++) mine[i] = (mine[i] as number) + (other[i] as number);
  }
  for (let turn = 0; turn < members - 1; turn++) {
    const mine = part(rank - turn);
    mine.set(await exchange(part(rank - turn + 1), mine.length, from, after));
  }
}

/** Sends to the next member and reads from the one before. */
async function exchange(outgoing: Float32Array, length: number, from: Reader, after: Socket): Promise<Float32Array> {
  // A copy: the vector may change before the socket has taken the bytes.
  after.write(Buffer.from(outgoing.slice().buffer));
  return await from(length);
}

/** Reads so many numbers. */
type Reader = (length: number) => Promise<Float32Array>;

function reader(socket: Socket): Reader {
  const chunks: Buffer[] = [];
  let held = 0;
  let wake: (() => void) | undefined;
  let gone: Error | undefined;
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    wake?.();
  });
  const leave = (error?: Error) => {
    gone ??= new UserError(`A process of the ring has ended${error ? `: ${error.message}` : ""}.`);
    wake?.();
  };
  socket.on("error", leave);
  socket.on("close", () => leave());
  return async (length) => {
    const bytes = 4 * length;
    while (held < bytes) {
      if (gone) throw gone;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const all = Buffer.concat(chunks.splice(0));
    const rest = all.subarray(bytes);
    if (rest.length > 0) chunks.push(rest);
    held = rest.length;
    return new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + bytes));
  };
}
