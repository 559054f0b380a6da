import type { Command } from "commander";
export declare function trainCommand(program: Command): void;
