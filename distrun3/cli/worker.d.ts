import type { Command } from "commander";
export declare function workerCommand(program: Command): void;
