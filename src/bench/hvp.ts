/** `bench hvp`: milliseconds of a gradient and of an exact Hessian product on one batch, ours and the peers', in turn. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors";
import { inProject } from "../project";
import { exportWork } from "./export";
import { measureInTurn } from "./in-turn";
import { startWorker } from "./process";
import type { Spread } from "./step";
import { type BenchNetwork, directionOf, workOf } from "./work";

export const HVP_PEERS = ["pytorch", "pyhessian", "torchFunc", "jax"] as const;
export type HvpPeer = (typeof HVP_PEERS)[number];

export interface HvpCell {
  network: BenchNetwork;
  batch: number;
}

export const HVP_CELLS: HvpCell[] = [
  { network: "cnn", batch: 256 },
  { network: "mlp5", batch: 1000 },
  { network: "F1", batch: 1000 },
  { network: "C1", batch: 256 },
];

export interface HvpRow {
  network: string;
  batch: number;
  /** Medians, milliseconds. */
  gradientMs: number;
  hvpMs: number;
  /** hvpMs / gradientMs */
  ratio: number;
  peers: Record<string, { gradientMs?: number; hvpMs: number }>;
  spreads: Record<string, Spread>;
}

export interface HvpOptions {
  peers?: readonly HvpPeer[];
  rounds?: number;
  cells?: HvpCell[];
  onProgress?(line: string): void;
}

/** PyTorch's gradient is that of all three of its ways. */
const OWN_GRADIENT: readonly HvpPeer[] = ["pytorch", "jax"];

/** @throws UserError when an engine does other work than ours, or the peers are not set up */
export async function benchHvp({ peers = [], rounds = 5, cells = HVP_CELLS, onProgress }: HvpOptions = {}): Promise<HvpRow[]> {
  const python = inProject(".venv-peers/bin/python");
  if (peers.length > 0 && !existsSync(python)) {
    throw new UserError(
      "The peers are not set up. Run: python3 -m venv .venv-peers && .venv-peers/bin/pip install -r bench/peers/requirements.txt",
    );
  }
  const rows: HvpRow[] = [];
  for (const cell of cells) {
    onProgress?.(`${cell.network}, ${cell.batch} examples`);
    const work = exportWork(cell);
    try {
      writeFileSync(join(work.folder, "direction.f32"), new Uint8Array(directionOf(workOf(cell)).buffer));
      const ours = (what: string) => () =>
        startWorker([process.execPath, inProject("dist/bench/hvp-worker.js"), what, cell.network, String(cell.batch)]);
      const theirs = (what: string, peer: HvpPeer) => () =>
        startWorker([python, inProject("bench/peers", peer === "jax" ? "jax_hvp.py" : "torch_hvp.py"), work.folder, what, peer]);
      const engines: Parameters<typeof measureInTurn>[0] = { hvp: ours("hvp"), gradient: ours("gradient") };
      for (const peer of peers) {
        engines[`${peer} hvp`] = theirs("hvp", peer);
        if (OWN_GRADIENT.includes(peer)) engines[`${peer} gradient`] = theirs("gradient", peer);
      }
      const groups = ["hvp", "gradient"].map((what) => Object.fromEntries(Object.entries(engines).filter(([name]) => name.endsWith(what))));
      const spreads: Record<string, Spread> = {};
      for (const group of groups) Object.assign(spreads, await measureInTurn(group, { rounds, sameWork: 2e-3 }));
      rows.push(rowOf(cell, peers, spreads));
    } finally {
      work.remove();
    }
  }
  return rows;
}

function rowOf({ network, batch }: HvpCell, peers: readonly HvpPeer[], spreads: Record<string, Spread>): HvpRow {
  const median = (name: string): number => spreads[name]?.median ?? Number.NaN;
  const [gradientMs, hvpMs] = [median("gradient"), median("hvp")];
  const ofPeer = (peer: HvpPeer) => ({
    ...(OWN_GRADIENT.includes(peer) ? { gradientMs: median(`${peer} gradient`) } : {}),
    hvpMs: median(`${peer} hvp`),
  });
  return {
    network,
    batch,
    gradientMs,
    hvpMs,
    ratio: hvpMs / gradientMs,
    peers: Object.fromEntries(peers.map((peer) => [peer, ofPeer(peer)])),
    spreads,
  };
}

/** The rows as a Markdown table. */
export function hvpTable(rows: HvpRow[]): string {
  const peers = Object.keys(rows[0]?.peers ?? {});
  const time = ({ median, min, max }: Spread) => `${short(median)} (${short(min)}–${short(max)})`;
  return [
    `| network | examples | gradient | Hessian product | product / gradient |${peers.map((peer) => ` ${peer} |`).join("")}`,
    `|---|---|---|---|---|${peers.map(() => "---|").join("")}`,
    ...rows.map(({ network, batch, ratio, spreads }) => {
      const own = [spreads.gradient, spreads.hvp].map((spread) => time(spread as Spread));
      const others = peers.map((peer) => ` ${time(spreads[`${peer} hvp`] as Spread)} |`);
      return `| ${network} | ${batch} | ${own.join(" | ")} | ${ratio.toFixed(2)} |${others.join("")}`;
    }),
    "",
    "Milliseconds: median (smallest–largest). Peers: their Hessian product.",
  ].join("\n");
}

const short = (ms: number): string => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));
