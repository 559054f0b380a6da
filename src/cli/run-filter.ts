/** Flags that choose stored runs, the same for each command that takes them. */
import type { Command } from "commander";
import { UsageError } from "../errors";
import type { RunFilter } from "../sweep/store";
import { RUN_STATUSES } from "../sweep/store/row";

export interface FilterFlags {
  network?: string;
  data?: string;
  optimizer?: string;
  batch?: string;
  seed?: string;
  status?: string;
}

export const withFilter = (command: Command): Command =>
  command
    .option("--network <names>", "only these, separated by commas")
    .option("--data <names>", "only these")
    .option("--optimizer <names>", "only these")
    .option("--batch <n,…>", "only these, e.g. 32,256")
    .option("--seed <n,…>", "only these, e.g. 1-5,8")
    .option("--status <names>", `only these: ${RUN_STATUSES.join(", ")}`);

/** @throws UsageError for a status that is none, and for what is no number where one is expected */
export function toFilter({ network, data, optimizer, batch, seed, status }: FilterFlags): RunFilter {
  const wrong = list(status)?.find((name) => !(RUN_STATUSES as readonly string[]).includes(name));
  if (wrong !== undefined) throw new UsageError(`--status takes ${RUN_STATUSES.join(", ")}; got "${wrong}".`);
  return {
    network: list(network),
    data: list(data),
    optimizer: list(optimizer),
    batch: numbers("batch", batch),
    seed: numbers("seed", seed),
    status: list(status),
  };
}

export const list = (text: string | undefined): string[] | undefined => text?.split(",").map((part) => part.trim());

/** A range has at most so many numbers. */
const MOST = 1_000_000;

/** Whole numbers from a text such as "1-5,8". @throws UsageError */
function numbers(flag: string, text: string | undefined): number[] | undefined {
  return list(text)?.flatMap((part) => {
    const [, first, last] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last ?? first)];
    if (first === undefined || to < from || to - from >= MOST)
      throw new UsageError(`--${flag} takes whole numbers and ranges separated by commas, such as 1-5,8; got "${part}".`);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
