/** The command that makes one run again. */
import { parseRun, RUN_KEYS, type Run } from "../../config";
import { remedyTexts } from "../../train/remedies/check";
import { unusedSettings, useOf } from "../../unused-settings";

/** Settings that the command has flags for. */
const FLAGS: readonly string[] = ["network", "data", "batch", "seed", "optimizer", "until", "remedies"];

/** @param config settings as a file has them. @returns undefined where they are no run's, or one's that no sweep would make: with a setting that it does not use */
export function redoCommand(config: unknown): string | undefined {
  const run = parsed(config);
  if (!run) return undefined;
  const { network, data, batch, seed, optimizer, until } = run;
  const plain = parseRun({ network, optimizer, until, ...(until === "stall" ? {} : { [until]: run[until] }) });
  const others = (RUN_KEYS as (keyof Run)[]).filter((key) => !FLAGS.includes(key) && run[key] !== undefined && run[key] !== plain[key]);
  return [
    `npx largebatch sweep --network ${network} --data ${data} --batches ${batch} --seeds ${seed}`,
    `--budget ${until === "stall" ? until : `${until}:${run[until]}`} --optimizer ${optimizer}`,
    ...others.map((key) => `--set ${key}=${run[key]}`),
    ...remedyTexts(run.remedies).map((text) => `--remedy ${text}`),
  ].join(" ");
}

function parsed(config: unknown): Run | undefined {
  try {
    const run = parseRun(config);
    return unusedSettings(run, useOf(run)).length === 0 ? run : undefined;
  } catch {
    return undefined;
  }
}
