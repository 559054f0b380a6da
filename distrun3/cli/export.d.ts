/** `largebatch export`: stored runs as CSV or Parquet, for other tools. */
import type { Command } from "commander";
export declare function exportCommand(program: Command): void;
