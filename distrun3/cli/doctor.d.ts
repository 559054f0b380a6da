/** `largebatch doctor`: what runs where, what is missing, and the command that mends it. Ends with 1 where something is broken. */
import type { Command } from "commander";
export declare function doctorCommand(program: Command): void;
