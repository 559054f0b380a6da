/** Ours in `bench hvp`, in a process of its own: repeats a gradient or a Hessian product as often as each line on standard input says. */
import { createInterface } from "node:readline";
import { useBackend } from "../backend/choose";
import { networkLoss } from "../measure/network-loss";
import { dot } from "../measure/operator";
import { isDense } from "../model/networks";
import { type Cell, directionOf, workOf } from "./work";

async function main([what, network, batch]: string[]): Promise<void> {
  const cell = { network, batch: Number(batch) } as Cell;
  await useBackend({ backend: "cpu", work: { dense: isDense(cell.network), batch: cell.batch } });
  const work = workOf(cell);
  const { images, labels } = work.data.train;
  const size = images.length / work.data.train.count;
  const train = { count: cell.batch, images: images.slice(0, cell.batch * size), labels: labels.slice(0, cell.batch) };
  const f = await networkLoss({
    network: work.network,
    data: { ...work.data, train },
    statistics: work.start.statistics,
    chunk: cell.batch,
    kinds: [what === "gradient" ? "gradient" : "hessian"],
  });
  const w = Float64Array.from(work.start.weights);
  const direction = Float64Array.from(directionOf(work));
  const hessian = f.hessianAt(w);
  const once = async () => (what === "gradient" ? (await f.lossAndGradientAt(w)).gradient : hessian.apply(direction));
  const result = await once();
  say({ losses: [dot(result, result), dot(result, direction)] });
  for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(line);
    const began = performance.now();
    for (let i = 0; i < count; i++) await once();
    say({ ms: (performance.now() - began) / count, memory: process.resourceUsage().maxRSS * 1024 });
  }
}

const say = (answer: object): void => console.log(JSON.stringify(answer));

void main(process.argv.slice(2));
