import { type Command } from "commander";
/** Adds the command to `program`. */
export declare function registerNotebooksCommand(program: Command): void;
