import { type Trace } from "./trace";
/**
 * In the forward pass, products `[n, k] · [k, m]` and what follows them row by row (bias, ReLU) in halves of `n / 2` rows each; the whole is put together where something
 * else needs it. In the backward pass each layer has two products that do not wait for each other, the gradients of its weights and of its input; only the first layer has one,
 * and its sum over the batch is taken in two halves.
 */
export declare function withHalves(trace: Trace): Trace;
