/** Ghost batch norm: batch norm by small groups of the batch, as if each were a batch of its own (Hoffer et al.). */
import { z } from "zod";
import { UsageError } from "../../errors";
import { buildNetwork } from "../../model/networks";
import { remedy } from "./remedy";

/**
 * Hoffer et al., 2017, Algorithm 1: the batch is scattered into ghost batches in its order, each is normalised by its own mean and variance, and the running statistics follow one ghost
 * batch after the other. Where the size does not divide the batch the last ghost batch is smaller, and each example counts alike (the authors' code then takes groups that are a little larger). At a size of the batch or more this is batch norm itself.
 */
export const ghostBatchNorm = remedy({
  name: "ghostBatchNorm",
  idea: "batch norm by small groups of the batch",
  paper: "Hoffer et al., 2017, arXiv 1705.08741",
  settings: z.strictObject({
    size: z.number().int().min(2).default(128).describe("examples a group; 128 in the authors' code"),
  }),
  cost: 1,
  refuses: (_, { network }) =>
    hasBatchNorm(network)
      ? undefined
      : `the network ${network} has no batch norm; leave it out, or take one that has, e.g. F1 in place of mlp5`,
  parts: ({ size }, { batch }) => {
    if (size >= batch) return {};
    if (batch % size === 1)
      throw new UsageError(
        `ghostBatchNorm: groups of ${size} leave one example of ${batch} by itself, which cannot be normalised; take another size.`,
      );
    return {
      groups: size,
      network: (network) => ({
        ...network,
        forward: (weights, x, mode) => network.forward(weights, x, { ...mode, groups: size }),
      }),
    };
  },
});

const hasBatchNorm = (name: Parameters<typeof buildNetwork>[0]): boolean =>
  [10, 100].some((classes) => {
    try {
      return buildNetwork(name, [32, 32, 3], classes).statistics.length > 0;
    } catch {
      return false;
    }
  });
