/** What the tests of the data room share: tiny data sets in the official layouts, temporary folders, and a real server on 127.0.0.1. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create } from "tar";
import { onTestFinished } from "vitest";
import { sha256 } from "../../src/data/files";
import type { Sources } from "../../src/data/sources";
import { random } from "../../src/random";

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by their paths under a folder. */
export async function place(folder: string, files: Record<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers by path; `requests` gathers what was asked, as "path range if-range". */
export async function serve(handlers: Record<string, Handler>): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    requests.push([request.url, range, ifRange].filter(Boolean).join(" "));
    const handler = handlers[request.url ?? ""];
    if (handler) handler(request, response);
    else response.writeHead(404).end("<html>not found</html>");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Ends the first connections after so many bytes each, once the client has taken them in: give it to `ranged` and to `onProgress`. */
export function cutter(...cuts: number[]) {
  let waiting: { position: number; response: ServerResponse } | undefined;
  return {
    /** Answers with the beginning of the body and waits, if there is a cut left. */
    hold(response: ServerResponse, body: Uint8Array, start: number): boolean {
      const cut = cuts.shift();
      if (cut === undefined) return false;
      waiting = { position: start + cut, response };
      response.write(body.subarray(0, cut));
      return true;
    },
    onProgress(done: number): void {
      if (waiting?.position === done) waiting.response.destroy();
    },
  };
}

/** Serves bytes with ranges, as dataset hosts do. */
export function ranged(bytes: Uint8Array, options: { etag?: string; cuts?: ReturnType<typeof cutter> } = {}): Handler {
  return (request, response) => {
    const etag = options.etag ?? '"v1"';
    const ifRange = request.headers["if-range"];
    const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
    const start = from !== undefined && (ifRange === undefined || ifRange === etag) ? Number(from) : 0;
    if (start >= bytes.length) return void response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    const body = bytes.subarray(start);
    const headers = { etag, "content-length": body.length, "accept-ranges": "bytes" };
    if (start > 0) response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
    else response.writeHead(200, headers);
    if (!options.cuts?.hold(response, body, start)) response.end(body);
  };
}

/** Sends everything from the start, whatever range is asked for, and states no length. */
export const plain =
  (bytes: Uint8Array): Handler =>
  (_, response) => {
    response.writeHead(200);
    response.end(bytes);
  };

/** Bytes that do not compress, the same each time. */
export function noise(length: number, seed = 1): Uint8Array {
  const stream = random(seed);
  return Uint8Array.from({ length }, () => stream.below(256));
}

const uint32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
export const idx = (magic: number, dimensions: number[], values: ArrayLike<number>): Uint8Array =>
  Uint8Array.from([...uint32(magic), ...dimensions.flatMap(uint32), ...Array.from(values)]);

/** A MNIST of 3 classes, 4 × 3 pixels, 5 training and 4 test images. */
export function tinyMnist(): { source: Sources["mnist"]; files: Record<string, Uint8Array> } {
  const files = {
    "train-images": idx(0x803, [5, 4, 3], noise(60)),
    "train-labels": idx(0x801, [5], [0, 1, 2, 0, 1]),
    "test-images": idx(0x803, [4, 4, 3], noise(48, 2)),
    "test-labels": idx(0x801, [4], [2, 1, 0, 2]),
  };
  const file = (name: keyof typeof files) => ({ name, sha256: sha256(files[name]), urls: [] as string[] });
  const source: Sources["mnist"] = {
    source: "a tiny MNIST",
    licence: "none",
    shape: [4, 3, 1],
    classNames: ["a", "b", "c"],
    folder: "mnist",
    train: { count: 5, images: file("train-images"), labels: file("train-labels") },
    test: { count: 4, images: file("test-images"), labels: file("test-labels") },
  };
  return { source, files };
}

/** A CIFAR-10 of 3 classes, 2 × 2 × 3 pixels, two batches of 3 and a test batch of 2. Images count up, so that a mixed-up layout shows. */
export async function tinyCifar(
  folder: string,
): Promise<{ source: Sources["cifar-10"]; files: Record<string, Uint8Array>; archive: Uint8Array }> {
  const record = (label: number, first: number) => [label, ...Array.from({ length: 12 }, (_, i) => first + i)];
  const files = {
    "one.bin": Uint8Array.from([...record(0, 0), ...record(1, 20), ...record(2, 40)]),
    "two.bin": Uint8Array.from([...record(2, 60), ...record(1, 80), ...record(0, 100)]),
    "test.bin": Uint8Array.from([...record(1, 120), ...record(2, 140)]),
  };
  const archive = await tarGzip(folder, "bins", files);
  const source: Sources["cifar-10"] = {
    source: "a tiny CIFAR-10",
    licence: "none",
    shape: [2, 2, 3],
    classNames: ["a", "b", "c"],
    folder: "bins",
    archive: { name: "tiny.tar.gz", bytes: archive.length, sha256: sha256(archive), urls: [] },
    train: { count: 6, files: ["one.bin", "two.bin"] },
    test: { count: 2, files: ["test.bin"] },
  };
  return { source, files, archive };
}

/** A gzipped tar of files in a folder of that name. */
export async function tarGzip(scratch: string, folder: string, files: Record<string, Uint8Array | string>): Promise<Uint8Array> {
  const root = join(scratch, `tar-${Object.keys(files).join("-")}`);
  await place(join(root, folder), files);
  const members = Object.keys(files).map((name) => `${folder}/${name}`);
  const pieces: Buffer[] = [];
  for await (const piece of create({ cwd: root, portable: true }, members)) pieces.push(piece as Buffer);
  return gzipSync(Buffer.concat(pieces));
}

/** A manifest of the tiny sets; give the one that matters. */
export async function tinySources(parts: Partial<Sources>): Promise<Sources> {
  return { mnist: parts.mnist ?? tinyMnist().source, "cifar-10": parts["cifar-10"] ?? (await tinyCifar(await temporaryFolder())).source };
}
