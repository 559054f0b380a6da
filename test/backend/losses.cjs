/**
 * Trains small networks on one backend and prints what came of it as a line of JSON. A process has one backend, so each backend gets a process.
 * Usage: node losses.cjs <backend> <network>[,<network>…]; the network `dropout` is made here, `augmented` is mlp with images that are turned, shifted and mirrored.
 */
const { join } = require("node:path");

const built = (file) => require(join(__dirname, "../../dist", file));
const { tensorCount, tf, useBackend } = built("backend");
const { uniform } = built("backend/stateless");
const { RATE, workOf } = built("bench/work");
const { parseRun } = built("config");
const { dense, dropout, flatten, relu } = built("model/layers");
const { network, startingWeights } = built("model/network");
const { random } = built("random");
const { createEngine } = built("train/engine");
const { trainingOf } = built("train/remedies/compose");

const STEPS = 5;
const BATCH = 8;

/** The work of a benchmark cell, which has no dropout; `dropout` is one of its own. */
function work(name) {
  if (name === "augmented") return augmented();
  if (name !== "dropout") return workOf({ network: name, batch: BATCH });
  const cell = workOf({ network: "mlp", batch: BATCH });
  const net = network(name, cell.network.input, [flatten(), dense(32), relu(), dropout(0.5), dense(10)]);
  const start = {
    weights: startingWeights(net.weights, random(1)),
    slots: new Float32Array(net.dimension),
    statistics: new Float32Array(),
  };
  return { ...cell, network: net, start };
}

function augmented() {
  const cell = workOf({ network: "mlp", batch: BATCH });
  const run = parseRun({ network: "mlp", batch: BATCH, optimizer: "momentum", remedies: ["augmentation:flip=always"] });
  return { ...cell, wrappers: trainingOf(run, cell.network, cell.data.train.count).wrappers };
}

function train(name) {
  const { network, data, optimizer, start, rows, wrappers } = work(name);
  const settings = { weightDecay: 1e-3, statisticsMomentum: 0.9, seed: 1 };
  const engine = createEngine({ network, data, training: { optimizer, batch: BATCH, settings, wrappers } }, start);
  const before = tensorCount();
  const losses = engine.train(rows.subarray(0, STEPS * BATCH), new Float32Array(STEPS).fill(RATE), 0);
  const { loss } = engine.evaluate("test");
  const { weights } = engine.read();
  const leaked = tensorCount() - before;
  engine.dispose();
  const moved = Math.sqrt(weights.reduce((sum, weight, i) => sum + (weight - start.weights[i]) ** 2, 0));
  return { losses: [...losses], testLoss: loss, moved, leaked };
}

async function main([name, networks]) {
  const { device } = await useBackend({ backend: name, threads: 1 });
  const cells = Object.fromEntries(networks.split(",").map((network) => [network, train(network)]));
  const numbers = tf.tidy(() => uniform([7, 11], tf.tensor1d([-3, 5], "int32")).dataSync());
  console.log(JSON.stringify({ device, cells, numbers: [...numbers], failure: name === "webgpu" ? refusal() : undefined }));
}

/** What is said when a tensor is larger than any buffer of the GPU. */
function refusal() {
  try {
    return `no refusal: ${tf.tidy(() => tf.fill([2 ** 29], 1).dataSync().length)}`;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
});
