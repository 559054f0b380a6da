import { type Command } from "commander";
export declare function kernelCommand(program: Command): void;
