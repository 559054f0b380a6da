/** Run in a process of its own: loads the addon and multiplies two matrices; ends with 1 when that goes wrong. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// tfjs-node 4.22 calls a function that Node 23 took away
require("node:util").isNullOrUndefined ??= (value) => value === null || value === undefined;
const tf = require("@tensorflow/tfjs-node-gpu");

const a = tf.tensor2d([
  [1, 2],
  [3, 4],
]);
const product = Array.from(a.matMul(a).dataSync());
console.log(`${tf.getBackend()} backend, TensorFlow ${tf.backend().binding.TF_Version}, [[1,2],[3,4]]² = ${product}`);
if (tf.getBackend() !== "tensorflow" || String(product) !== "7,10,15,22") process.exit(1);
