/** The model room: networks by name, and weights as tensors or as one vector. */
export { toTensors, toVector } from "./flat";
export { type Network, startingWeights } from "./network";
export { buildNetwork, describeNetwork, NETWORK_NAMES, type NetworkName } from "./networks";
