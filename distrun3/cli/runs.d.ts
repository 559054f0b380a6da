import type { Command } from "commander";
export declare function runsCommand(program: Command): void;
