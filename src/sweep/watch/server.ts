/** Serves the live page of a sweep, on this machine alone: on loopback, under an address that nobody can guess. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import type { Board } from "./board";
import { followSweep } from "./client";
import { pageHtml } from "./page";

export interface WatchPage {
  /** To be opened in a browser. */
  url: string;
  /** Tells the pages that nothing more comes, and closes. */
  end(): Promise<void>;
}

/** Milliseconds between two messages to a page. */
const EVERY_MS = 500;

/** Milliseconds that a page may take to hear that the sweep has ended. */
const LAST_WORDS_MS = 2000;

/** Each open page keeps a connection. */
const MOST_PAGES = 20;

/** @param port 0: any that is free */
export async function serveBoard(board: Board, port = 0): Promise<WatchPage> {
  const token = randomBytes(16).toString("hex");
  const pages = new Set<Page>();
  const server = createServer((request, response) => answer(request, response, { token, board, pages }));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const timer = setInterval(() => {
    for (const page of pages) page.update();
  }, EVERY_MS);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/${token}/`,
    async end() {
      clearInterval(timer);
      for (const page of pages) page.end();
      server.close();
      server.closeIdleConnections();
      // A page gets its last message; a connection that says nothing does not keep the sweep from ending.
      const late = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS);
      await once(server, "close");
      clearTimeout(late);
    },
  };
}

interface Page {
  update(): void;
  end(): void;
}

interface Room {
  token: string;
  board: Board;
  pages: Set<Page>;
}

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src data: blob:",
};

/** Scripts of the page. */
const FILES: Partial<Record<string, () => string | Readable>> = {
  "page.js": () => `(${followSweep})();`,
  "plotly.js": () => createReadStream(require.resolve("plotly.js/dist/plotly.min.js")),
};

function answer(request: IncomingMessage, response: ServerResponse, { token, board, pages }: Room): void {
  const code = refusal(request, token);
  const name = (request.url ?? "").split("?")[0]?.slice(token.length + 2) ?? "";
  const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (code) response.writeHead(code, HEADERS).end();
  else if (name === "") response.writeHead(200, { ...HEADERS, "Content-Type": "text/html; charset=utf-8" }).end(pageHtml());
  else if (name === "events" && pages.size < MOST_PAGES) follow(response, board, pages);
  else if (file) {
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/javascript; charset=utf-8" });
    const content = file();
    if (typeof content === "string") response.end(content);
    else content.pipe(response);
  } else response.writeHead(name === "events" ? 503 : 404, HEADERS).end();
}

/** The status of a request that gets no answer. */
function refusal({ method, url = "", headers }: IncomingMessage, token: string): number | undefined {
  // A page of another site may have its own name lead to this machine: then the name in the request is not ours.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) return 403;
  if (!url.startsWith(`/${token}/`)) return 404;
  return method === "GET" ? undefined : 405;
}

/** A stream of what changes, as server-sent events. */
function follow(response: ServerResponse, board: Board, pages: Set<Page>): void {
  response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" });
  let seen = -1;
  const page: Page = {
    update() {
      const changes = board.changes(seen);
      // A page that does not keep up gets the newest state when it does.
      if (changes.version === seen || response.writableNeedDrain) return;
      seen = changes.version;
      response.write(`data: ${JSON.stringify(changes)}\n\n`);
    },
    end() {
      page.update();
      response.end("event: end\ndata: \n\n");
    },
  };
  pages.add(page);
  response.on("close", () => pages.delete(page));
  page.update();
}
