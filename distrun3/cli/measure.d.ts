import { type Command } from "commander";
export declare function measureCommand(program: Command): void;
