/** `largebatch bench`: how long things take here, beside what others take for the same work. */
import { type Command } from "commander";
import { type StepRow } from "../bench/step";
export declare function benchCommand(program: Command): void;
/** The rows as a Markdown table; each time is the median with its smallest and largest value. */
export declare function table(rows: StepRow[]): string;
