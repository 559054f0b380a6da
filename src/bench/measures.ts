/** `bench hvp`, `bench sharpness` and `bench landscape`: how long measures take on the same network, weights and data, ours and the peers', in turn. */

import { inProject } from "../project";
import { exportMeasureWork } from "./export";
import { measureInTurn } from "./in-turn";
import { peersPython, startWorker } from "./process";
import type { Spread } from "./step";
import { spreadText } from "./units";
import type { BenchNetwork } from "./work";

/** PyTorch in three ways (double backward; PyHessian; torch.func), SciPy's L-BFGS-B over PyTorch, and JAX. */
export const MEASURE_PEERS = ["pytorch", "pyhessian", "torchFunc", "scipy", "jax"] as const;
export type MeasurePeer = (typeof MEASURE_PEERS)[number];

export const BENCHES = ["hvp", "sharpness", "landscape"] as const;
export type MeasureBench = (typeof BENCHES)[number];

/** Who can do what. */
const PEERS_OF: Record<MeasureBench, readonly MeasurePeer[]> = {
  hvp: ["pytorch", "pyhessian", "torchFunc", "jax"],
  sharpness: ["scipy"],
  landscape: ["pytorch", "jax"],
};

export interface MeasureCell {
  network: BenchNetwork;
  examples: number;
}

export const CELLS_OF: Record<MeasureBench, readonly MeasureCell[]> = {
  hvp: [
    { network: "cnn", examples: 256 },
    { network: "mlp5", examples: 5000 },
    { network: "F1", examples: 5000 },
    { network: "C1", examples: 256 },
  ],
  sharpness: [
    { network: "F1", examples: 5000 },
    { network: "C1", examples: 256 },
  ],
  landscape: [
    { network: "F1", examples: 60_000 },
    { network: "C1", examples: 1000 },
  ],
};

export interface MeasureRow {
  network: string;
  /** Examples that the loss is the mean of. */
  batch: number;
  /** Medians, milliseconds: of a gradient (with hvp only), a Hessian product, a search of ten iterations, a cell of a surface. */
  gradientMs?: number;
  ms: number;
  /** The same as `ms`, under the name of the benchmark: `hvpMs`, `sharpnessMs`, `landscapeMs`. */
  [named: `${string}Ms`]: number | undefined;
  peers: Record<string, number>;
  spreads: Record<string, Spread>;
}

export interface MeasureBenchOptions {
  peers?: boolean;
  rounds?: number;
  cells?: readonly MeasureCell[];
  onProgress?(line: string): void;
}

/** How far the first numbers of two engines may lie apart, relative: float32 on other paths. */
const SAME_WORK = 2e-3;

/** @throws UserError when an engine does other work than ours, or the peers are not set up */
export async function benchMeasure(
  bench: MeasureBench,
  { peers = false, rounds = 5, cells = CELLS_OF[bench], onProgress }: MeasureBenchOptions = {},
): Promise<MeasureRow[]> {
  const python = peersPython(peers);
  const rows: MeasureRow[] = [];
  for (const cell of cells) {
    onProgress?.(`${cell.network}, ${cell.examples} examples`);
    const work = peers ? exportMeasureWork(cell.network, cell.examples) : undefined;
    try {
      const engines = (what: string): Parameters<typeof measureInTurn>[0] => ({
        ours: () => startWorker([process.execPath, inProject("dist/bench/measure-worker.js"), what, cell.network, String(cell.examples)]),
        ...Object.fromEntries(
          (work ? PEERS_OF[bench] : []).map((peer) => [
            peer,
            () =>
              startWorker([
                python,
                inProject("bench/peers", peer === "jax" ? "jax_measure.py" : "torch_measure.py"),
                work?.folder ?? "",
                what,
                peer,
              ]),
          ]),
        ),
      });
      const spreads = await measureInTurn(engines(bench), { rounds, sameWork: SAME_WORK });
      const gradient =
        bench === "hvp" ? await measureInTurn({ ours: engines("gradient").ours as never }, { rounds, sameWork: SAME_WORK }) : undefined;
      rows.push(rowOf(bench, cell, spreads, gradient?.ours));
    } finally {
      work?.remove();
    }
  }
  return rows;
}

function rowOf(
  bench: MeasureBench,
  { network, examples }: MeasureCell,
  spreads: Record<string, Spread>,
  gradient: Spread | undefined,
): MeasureRow {
  const { ours, ...others } = spreads;
  const ms = ours?.median ?? Number.NaN;
  return {
    network,
    batch: examples,
    ...(gradient ? { gradientMs: gradient.median } : {}),
    ms,
    [`${bench}Ms`]: ms,
    peers: Object.fromEntries(Object.entries(others).map(([peer, { median }]) => [peer, median])),
    spreads: { ...spreads, ...(gradient ? { gradient } : {}) },
  };
}

const WHAT: Record<MeasureBench, string> = { hvp: "Hessian product", sharpness: "φ, ten iterations", landscape: "cell of a surface" };

/** The rows as a Markdown table. */
export function measureTable(bench: MeasureBench, rows: MeasureRow[]): string {
  const peers = Object.keys(rows[0]?.peers ?? {});
  const hvp = bench === "hvp";
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const head = ["network", "examples", ...(hvp ? ["gradient"] : []), WHAT[bench], ...(hvp ? ["product / gradient"] : []), ...peers];
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map(({ network, batch, ms, gradientMs = Number.NaN, spreads }) =>
      line([
        network,
        batch,
        ...(hvp ? [spreadText(spreads.gradient)] : []),
        spreadText(spreads.ours),
        ...(hvp ? [(ms / gradientMs).toFixed(2)] : []),
        ...peers.map((peer) => spreadText(spreads[peer])),
      ]),
    ),
    "",
    "Milliseconds: median (smallest–largest).",
  ].join("\n");
}
