import { type Trace } from "./trace";
/** FusedBatchNormV3 and its gradient in place of some ten operations each. Vectors per example are taken as images of one pixel. */
export declare function withBatchNorm(trace: Trace): Trace;
