import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { parseRun } from "../../../src/config";
import { board } from "../../../src/sweep/watch/board";
import { serveBoard, type WatchPage } from "../../../src/sweep/watch/server";

let page: WatchPage | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});

const runs = [{ id: "a", recipe: "plain", run: parseRun({ network: "mlp" }) }];

async function serve() {
  const shown = board();
  shown.onStage({ name: "runs", runs, toDo: runs });
  page = await serveBoard(shown);
  return { shown, url: page.url };
}

/** With a name in the request that fetch would not let us choose. */
const statusWith = (url: string, host: string, method = "GET") =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { method, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });

it("listens on loopback, under an address with a token, and answers nothing else", async () => {
  const { url } = await serve();
  const { hostname, origin, pathname } = new URL(url);
  expect(hostname).toBe("127.0.0.1");
  expect(pathname).toMatch(/^\/[0-9a-f]{32}\/$/);
  const html = await fetch(url);
  expect(html.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await html.text()).toContain("<title>largebatch sweep</title>");
  expect((await fetch(`${origin}/`)).status).toBe(404);
  expect((await fetch(`${origin}/${"0".repeat(32)}/events`)).status).toBe(404);
  expect((await fetch(`${url}../../package.json`)).status).toBe(404);
  for (const name of ["constructor", "__proto__", "toString"]) expect((await fetch(`${url}${name}`)).status).toBe(404);
  expect((await fetch(`${url}%2e%2e%2fpackage.json`)).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
  expect(await statusWith(url, "evil.example")).toBe(403);
});

it("streams the state at once, then what changes, then the end", async () => {
  const { shown, url } = await serve();
  const body = (await fetch(`${url}events`)).body as ReadableStream<Uint8Array>;
  const messages = body.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await messages.read()).value ?? "";
  expect(JSON.parse((await next()).slice("data: ".length))).toMatchObject({ total: 1, runs: [{ id: "a", state: "waiting" }] });
  shown.onEvent({ kind: "failed", id: "a", attempts: 1, error: "<img src=x onerror=alert(1)>" });
  expect(JSON.parse((await next()).slice("data: ".length))).toMatchObject({ runs: [{ id: "a", state: "failed" }] });
  const ended = page?.end();
  page = undefined;
  let rest = "";
  for (let part = await next(); part !== ""; part = await next()) rest += part;
  expect(rest).toContain("event: end");
  await ended;
});

it("serves the script and the drawing library that the page asks for", async () => {
  const { url } = await serve();
  const script = await fetch(`${url}plotly.js`);
  expect(script.headers.get("content-type")).toContain("javascript");
  expect((await script.arrayBuffer()).byteLength).toBeGreaterThan(1e6);
});

it("ends although a connection says nothing", async () => {
  const { url } = await serve();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  const closed = once(socket, "close");
  await page?.end();
  page = undefined;
  await closed;
});
