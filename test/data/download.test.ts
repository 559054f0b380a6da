import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { type Download, download } from "../../src/data/download";
import { UserError } from "../../src/errors";
import { cutter, noise, place, plain, ranged, serve, temporaryFolder } from "./helpers";

const content = noise(300_000);
let folder: string;
let part: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  part = join(folder, "file.part");
});

/** Accepts the content, and nothing else. */
const accept = async (path: string): Promise<number> => {
  const got = await readFile(path);
  if (!got.equals(content)) throw new UserError(`wrong content of ${got.length} bytes`);
  return got.length;
};
const get = (urls: string[], extra: Partial<Download> = {}) => download({ urls, part, limit: 400_000, ...extra }, accept);

describe("download", () => {
  it("fetches, reports progress to the end, and cleans up", async () => {
    const { url } = await serve({ "/file": ranged(content) });
    const progress: [number, number | undefined][] = [];
    const bytes = await download(
      { urls: [`${url}/file`], part, limit: 400_000, onProgress: (...p) => progress.push([p[0], p[1]]) },
      accept,
    );
    expect(bytes).toBe(content.length);
    expect(progress.at(-1)).toEqual([content.length, content.length]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("goes on where the connection was cut, under the same ETag", async () => {
    const cuts = cutter(100_000, 50_000);
    const { url, requests } = await serve({ "/file": ranged(content, { cuts }) });
    expect(await get([`${url}/file`], { onProgress: cuts.onProgress })).toBe(content.length);
    expect(requests).toEqual(["/file", '/file bytes=100000- "v1"', '/file bytes=150000- "v1"']);
  });

  it("goes on with the part of an earlier process", async () => {
    const { url, requests } = await serve({ "/file": ranged(content) });
    await place(folder, {
      "file.part": content.subarray(0, 123_456),
      "file.part.json": JSON.stringify({ url: `${url}/file`, etag: '"v1"' }),
    });
    expect(await get([`${url}/file`])).toBe(content.length);
    expect(requests).toEqual(['/file bytes=123456- "v1"']);
  });

  it("accepts a part that was already whole", async () => {
    const { url, requests } = await serve({ "/file": ranged(content) });
    await place(folder, { "file.part": content, "file.part.json": JSON.stringify({ url: `${url}/file`, etag: '"v1"' }) });
    expect(await get([`${url}/file`])).toBe(content.length);
    expect(requests).toEqual(['/file bytes=300000- "v1"']);
  });

  it("starts again when the file has changed since", async () => {
    const { url } = await serve({ "/file": ranged(content, { etag: '"v2"' }) });
    await place(folder, { "file.part": noise(1000, 9), "file.part.json": JSON.stringify({ url: `${url}/file`, etag: '"v1"' }) });
    expect(await get([`${url}/file`])).toBe(content.length);
  });

  it("starts again when a continued file turns out wrong", async () => {
    const { url, requests } = await serve({ "/file": ranged(content) });
    await place(folder, { "file.part": noise(1000, 9), "file.part.json": JSON.stringify({ url: `${url}/file` }) });
    expect(await get([`${url}/file`])).toBe(content.length);
    expect(requests).toEqual(["/file bytes=1000-", "/file"]);
  });

  it("starts again from a part longer than the file", async () => {
    const { url } = await serve({ "/file": ranged(content) });
    await place(folder, { "file.part": noise(350_000, 9), "file.part.json": JSON.stringify({ url: `${url}/file`, etag: '"v1"' }) });
    expect(await get([`${url}/file`])).toBe(content.length);
  });

  it("does not continue the part of another source, nor one of unknown origin", async () => {
    const { url, requests } = await serve({ "/file": ranged(content) });
    await place(folder, { "file.part": content.subarray(0, 10), "file.part.json": JSON.stringify({ url: `${url}/other` }) });
    await get([`${url}/file`]);
    await place(folder, { "file.part": content.subarray(0, 10) });
    await get([`${url}/file`]);
    expect(requests).toEqual(["/file", "/file"]);
  });

  it("takes the whole file from a server that knows no ranges", async () => {
    const { url } = await serve({ "/file": plain(content) });
    await place(folder, { "file.part": content.subarray(0, 5000), "file.part.json": JSON.stringify({ url: `${url}/file` }) });
    expect(await get([`${url}/file`])).toBe(content.length);
  });

  it("starts again when a server that knows no ranges cuts the connection", async () => {
    const cuts = cutter(1000);
    const { url, requests } = await serve({
      "/file": (_, response) => {
        response.writeHead(200, { "content-length": content.length });
        if (!cuts.hold(response, content, 0)) response.end(content);
      },
    });
    expect(await get([`${url}/file`], { onProgress: cuts.onProgress })).toBe(content.length);
    expect(requests).toEqual(["/file", "/file bytes=1000-"]);
  });

  it("passes over sources that fail: not there, wrong bytes, no server", async () => {
    const { url, requests } = await serve({ "/wrong": ranged(noise(1000)), "/file": ranged(content) });
    expect(await get(["http://127.0.0.1:1/file", `${url}/missing`, `${url}/wrong`, `${url}/file`])).toBe(content.length);
    expect(requests).toEqual(["/missing", "/wrong", "/file"]);
  });

  it("says for each source why it failed, and keeps nothing wrong", async () => {
    const { url } = await serve({ "/wrong": ranged(noise(1000)) });
    const failed = get([`${url}/missing`, `${url}/wrong`, "http://127.0.0.1:1/file"]);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow(
      new RegExp(
        `${url}/missing: the server answered 404\n  ${url}/wrong: wrong content of 1000 bytes\n  http://127.0.0.1:1/file: fetch failed \\(`,
      ),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it("gives up a source that cuts every connection, and keeps the part for the next time", async () => {
    const cuts = cutter(1000, 1000, 1000, 1000, 1000);
    const { url, requests } = await serve({ "/file": ranged(content, { cuts }) });
    await expect(get([`${url}/file`], { onProgress: cuts.onProgress })).rejects.toThrow(`${url}/file: terminated`);
    expect(requests.length).toBe(5);
    expect(await get([`${url}/file`])).toBe(content.length);
    expect(requests.at(-1)).toBe('/file bytes=5000- "v1"');
  });

  it("gives up a source that goes silent", async () => {
    const { url } = await serve({
      "/silent": () => undefined,
      "/stalls": (_, response) => response.write("some"),
      "/file": ranged(content),
    });
    expect(await get([`${url}/silent`, `${url}/stalls`, `${url}/file`], { patience: 0.1 })).toBe(content.length);
    await expect(get([`${url}/stalls`], { patience: 0.1 })).rejects.toThrow("no data for 0.1 s");
  });

  it("drops a source that sends too much, whether it says so or not", async () => {
    const { url } = await serve({ "/stated": ranged(content), "/unstated": plain(content) });
    await expect(get([`${url}/stated`], { limit: 299_999 })).rejects.toThrow(
      "the file is too large: 300000 bytes, at most 299999 were expected",
    );
    await expect(get([`${url}/unstated`], { limit: 299_999 })).rejects.toThrow("the file is too large: more than the 299999 bytes");
    expect(await readdir(folder)).toEqual([]);
  });

  it("survives a server that compresses on the way, though nothing can be continued then", async () => {
    const zipped = gzipSync(content);
    const { url, requests } = await serve({
      "/file": (_, response) =>
        response.writeHead(200, { "content-encoding": "gzip", etag: '"z"', "content-length": zipped.length }).end(zipped),
    });
    expect(await get([`${url}/file`])).toBe(content.length);
    expect(requests).toEqual(["/file"]);
  });

  it("gives up a server that finds every range wrong", async () => {
    const { url, requests } = await serve({ "/file": (_, response) => response.writeHead(416).end() });
    await place(folder, { "file.part": content.subarray(0, 10), "file.part.json": JSON.stringify({ url: `${url}/file` }) });
    await expect(get([`${url}/file`])).rejects.toThrow("the server answered 416");
    expect(requests).toEqual(["/file bytes=10-", "/file"]);
  });

  it("does not blame the source for a failure of this machine", async () => {
    const { url, requests } = await serve({ "/a": ranged(content), "/b": ranged(content) });
    const full = new Error("no space left");
    await expect(download({ urls: [`${url}/a`, `${url}/b`], part, limit: 400_000 }, () => Promise.reject(full))).rejects.toBe(full);
    expect(requests).toEqual(["/a"]);
  });

  it("refuses an answer with another range than the one asked for", async () => {
    const { url } = await serve({
      "/file": (_, response) =>
        response.writeHead(206, { "content-range": `bytes 7-${content.length - 1}/${content.length}` }).end(content.subarray(7)),
    });
    await place(folder, { "file.part": content.subarray(0, 10), "file.part.json": JSON.stringify({ url: `${url}/file` }) });
    await expect(get([`${url}/file`])).rejects.toThrow("another range than the one asked for");
  });
});
