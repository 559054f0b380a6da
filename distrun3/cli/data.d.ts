/** `largebatch data`: which data sets are at hand, and the fetching of those that are not. */
import type { Command } from "commander";
export declare function dataCommand(program: Command): void;
