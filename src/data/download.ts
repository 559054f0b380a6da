/** Downloads one file: sources tried in turn, a broken transfer resumed where it stopped, nothing accepted unchecked. */
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../errors";
import { makeFolder, sizeOf } from "./files";

export interface Download {
  /** Where the same file can be had, best first. */
  urls: string[];
  /** Where the bytes gather; what lies there from an earlier try is continued. Notes on it lie beside it, in `<part>.json`. */
  part: string;
  /** A source that sends more bytes than this is dropped. */
  limit: number;
  /** Seconds without a byte after which a source is dropped; 30 unless told. */
  patience?: number;
  onProgress?: (done: number, total?: number) => void;
}

/** What must hold for a part to be continued: the same address, and the server's own mark of the content. */
interface Notes {
  url: string;
  etag?: string;
  lastModified?: string;
}

/** Connections to one source that breaks off; one that goes silent is called again only if it brought something. */
const CONNECTIONS = 5;

/** A source sent nothing for too long. */
class Silence extends Error {}

/**
 * Downloads, and hands the whole file to `accept`, which checks it and returns what it makes of it (or throws a UserError). A resumed file
 * that is not accepted is fetched once more from the start. Two processes must not fill the same part at once.
 * @throws UserError that says, for each source, why it failed
 */
export async function download<T>(options: Download, accept: (path: string) => Promise<T>): Promise<T> {
  const { urls } = options;
  makeFolder(dirname(options.part));
  const failures: string[] = [];
  for (const url of urls) {
    const result = await fromSource(url, options, accept);
    if ("value" in result) return result.value;
    failures.push(`  ${url}: ${result.failure}`);
  }
  throw new UserError(`No source delivered the file:\n${failures.join("\n")}`);
}

async function fromSource<T>(
  url: string,
  options: Download,
  accept: (path: string) => Promise<T>,
): Promise<{ value: T } | { failure: string }> {
  for (let round = 1; ; round++) {
    let resumed: boolean;
    try {
      resumed = await transfer(url, options);
    } catch (error) {
      return { failure: reason(error) };
    }
    try {
      return { value: await accepted(options.part, accept) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (!resumed || round === 2) return { failure: error.message };
    }
  }
}

/** The part is gone afterwards, accepted or not: what failed its check must not be continued. */
async function accepted<T>(part: string, accept: (path: string) => Promise<T>): Promise<T> {
  try {
    return await accept(part);
  } finally {
    await discard(part);
  }
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

/** Fills the part to its end; true if any of it came from an earlier connection. */
async function transfer(url: string, options: Download): Promise<boolean> {
  const { part } = options;
  let resumed = false;
  for (let connection = 1; ; connection++) {
    const notes = await readNotes(part);
    const had = notes?.url === url ? ((await sizeOf(part)) ?? 0) : 0;
    if (had === 0) await discard(part);
    try {
      const continued = await receive(url, had, had > 0 ? notes : undefined, options);
      return resumed || continued;
    } catch (error) {
      const has = (await sizeOf(part)) ?? 0;
      const kept = (await readNotes(part)) !== undefined;
      const silent = error instanceof Silence && has === had;
      const hopeless = error instanceof UserError || connection === CONNECTIONS || silent || !kept;
      if (hopeless) throw error;
      resumed = true;
    }
  }
}

async function readNotes(part: string): Promise<Notes | undefined> {
  try {
    return JSON.parse(await readFile(`${part}.json`, "utf8")) as Notes;
  } catch {
    return undefined;
  }
}

/** One connection. True if the server continued what was there, false if it sent the file from the start. */
async function receive(url: string, had: number, notes: Notes | undefined, options: Download): Promise<boolean> {
  const { part, limit, patience = 30 } = options;
  const controller = new AbortController();
  const wait = () => setTimeout(() => controller.abort(new Silence(`no data for ${patience} s`)), patience * 1000);
  let timer = wait();
  const heard = () => {
    clearTimeout(timer);
    timer = wait();
  };
  try {
    const response = await fetch(url, { headers: requestHeaders(had, notes), signal: controller.signal });
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers.get("content-range") ?? "");
    if (response.status === 416 && had > 0) {
      if (Number(range?.[2]) === had) return true;
      await discard(part);
      return await receive(url, 0, undefined, options);
    }
    if (!response.ok) throw new UserError(`the server answered ${response.status}`);
    const continued = response.status === 206;
    if (continued && Number(range?.[1]) !== had) throw new UserError("the server sent another range than the one asked for");
    const total = totalBytes(response, range?.[2]);
    if (total !== undefined && total > limit) throw new UserError(`the file is too large: ${total} bytes, at most ${limit} were expected`);
    if (!continued) await beginPart(part, url, response);
    const done = await append(response, continued ? had : 0, total, options, heard);
    if (total !== undefined && done < total) throw new Error(`the connection ended after ${done} of ${total} bytes`);
    return continued;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** Writes a body to the end of the part; returns the bytes there are then. */
async function append(response: Response, start: number, total: number | undefined, options: Download, heard: () => void): Promise<number> {
  const { part, limit, onProgress } = options;
  const file = await open(part, "a");
  let done = start;
  try {
    for await (const piece of response.body ?? []) {
      heard();
      done += piece.length;
      if (done > limit) throw new UserError(`the file is too large: more than the ${limit} bytes that were expected`);
      await file.write(piece);
      onProgress?.(done, total);
    }
    return done;
  } catch (error) {
    if (error instanceof UserError) await discard(part);
    throw error;
  } finally {
    await file.close();
  }
}

/** `identity`, because a part of a re-compressed body could not be continued. If-Range wants a strong mark, so a weak ETag is left out. */
function requestHeaders(had: number, notes: Notes | undefined): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (had === 0) return headers;
  headers.range = `bytes=${had}-`;
  const mark = notes?.etag && !notes.etag.startsWith("W/") ? notes.etag : notes?.lastModified;
  if (mark) headers["if-range"] = mark;
  return headers;
}

/** Bytes of the whole file, where the server says so. A decoded body has another length than the header's. */
function totalBytes(response: Response, ofRange: string | undefined): number | undefined {
  if (response.headers.get("content-encoding")) return undefined;
  const stated = Number(response.status === 206 ? ofRange : (response.headers.get("content-length") ?? Number.NaN));
  return Number.isSafeInteger(stated) ? stated : undefined;
}

/** Begins a part: nothing of an earlier one stays. */
async function beginPart(part: string, url: string, response: Response): Promise<void> {
  await discard(part);
  if (response.headers.get("content-encoding")) return;
  const notes: Notes = {
    url,
    etag: response.headers.get("etag") ?? undefined,
    lastModified: response.headers.get("last-modified") ?? undefined,
  };
  await writeFile(`${part}.json`, JSON.stringify(notes));
}

/** Node's fetch says only "fetch failed" or "terminated"; the cause says why. */
function reason(error: unknown): string {
  const { message, cause } = error as Error;
  const inner = cause instanceof Error ? cause.message || ((cause as NodeJS.ErrnoException).code ?? "") : "";
  return inner ? `${message} (${inner})` : message;
}
