import type { Run } from "../config";
import { type Place } from "./ring";
/** What a replica is told; `run.batch` is that of all replicas together. */
export interface Task extends Place {
    run: Run;
    steps: number;
}
/** What it answers, a step at a time and at the end. */
export type Answer = {
    kind: "step";
    step: number;
    loss: number;
} | {
    kind: "end";
    weights: Float32Array;
    gradientMs: number[];
    allReduceMs: number[];
    updateMs: number[];
} | {
    kind: "error";
    message: string;
};
/** Trains `steps` steps in step with the other members of the ring. */
export declare function replicate({ run, steps, ...place }: Task, tell: (answer: Answer) => void): Promise<void>;
