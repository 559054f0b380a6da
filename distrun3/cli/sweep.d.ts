/** `largebatch sweep`: trains batch sizes × seeds × recipes, takes what is done from the store, and prints means over the seeds. */
import type { Command } from "commander";
export declare function sweepCommand(program: Command): void;
