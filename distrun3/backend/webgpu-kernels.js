"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.uniformOnWebgpu = void 0;
exports.registerKernels = registerKernels;
/** Kernels that tfjs-backend-webgpu 4.22 lacks: the uniform numbers of `philox.ts`, and sums of many tensors. */
const philox_1 = require("./philox");
const tf_1 = require("./tf");
const KERNEL = "StatelessUniform";
const GROUP = [64, 1, 1];
/** Makes the kernels known to TensorFlow.js; once a process. */
function registerKernels() {
    registerUniform();
    registerSum();
}
/** The package's sum reads all tensors in one program; a GPU allows a program few buffers (8 by the standard), so a longer sum is one of sums. */
function registerSum() {
    const { kernelFunc: sum } = tf_1.tf.getKernel("AddN", "webgpu");
    tf_1.tf.unregisterKernel("AddN", "webgpu");
    tf_1.tf.registerKernel({
        kernelName: "AddN",
        backendName: "webgpu",
        kernelFunc: ({ inputs, attrs, backend }) => {
            const gpu = backend;
            // One buffer is the result's.
            const most = gpu.device.limits.maxStorageBuffersPerShaderStage - 1;
            const terms = Object.values(inputs);
            const sumOf = (some) => sum({ inputs: some, attrs, backend });
            let total = sumOf(terms.slice(0, most));
            for (let at = most; at < terms.length; at += most - 1) {
                const partial = total;
                total = sumOf([partial, ...terms.slice(at, at + most - 1)]);
                gpu.disposeData(partial.dataId);
            }
            return total;
        },
    });
}
/** Numbers made where they are used: the key stays on the GPU, and no mask is sent there. */
function registerUniform() {
    tf_1.tf.registerKernel({
        kernelName: KERNEL,
        backendName: "webgpu",
        kernelFunc: ({ inputs, attrs, backend }) => {
            const program = programFor(attrs.shape);
            return backend.runWebGPUProgram(program, [inputs.key], "float32");
        },
    });
}
/** As `uniform`, with WebGPU in use. */
const uniformOnWebgpu = (shape, key) => tf_1.tf.engine().runKernel(KERNEL, { key }, { shape });
exports.uniformOnWebgpu = uniformOnWebgpu;
const programFor = (shape) => ({
    outputShape: shape,
    variableNames: ["Seed"],
    workgroupSize: GROUP,
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(tf_1.tf.util.sizeFromShape(shape) / GROUP[0]), 1, 1],
    size: true,
    shaderKey: KERNEL,
    getUserCode: () => CODE,
});
/** One number a thread; `philox.ts` says what each line is. */
const CODE = `
fn high(x: u32, y: u32) -> u32 {
  let middle = (x >> 16u) * (y & 0xffffu) + (((x & 0xffffu) * (y & 0xffffu)) >> 16u);
  return (x >> 16u) * (y >> 16u) + (middle >> 16u) + (((middle & 0xffffu) + (x & 0xffffu) * (y >> 16u)) >> 16u);
}

fn philox(counter: vec4<u32>, seed: vec2<u32>) -> vec4<u32> {
  var c = counter;
  var k = seed;
  for (var round = 0; round < ${philox_1.ROUNDS}; round++) {
    c = vec4<u32>(
      high(${philox_1.MULTIPLIERS[1]}u, c.z) ^ c.y ^ k.x, ${philox_1.MULTIPLIERS[1]}u * c.z,
      high(${philox_1.MULTIPLIERS[0]}u, c.x) ^ c.w ^ k.y, ${philox_1.MULTIPLIERS[0]}u * c.x);
    k += vec2<u32>(${philox_1.WEYL[0]}u, ${philox_1.WEYL[1]}u);
  }
  return c;
}

fn main(index: i32) {
  if (index < uniforms.size) {
    let seed = vec4<u32>(u32(Seed[0]), u32(Seed[0] >> 31u), u32(Seed[1]), u32(Seed[1] >> 31u));
    let mixed = philox(seed, vec2<u32>(${philox_1.MIXED_WITH[0]}u, ${philox_1.MIXED_WITH[1]}u));
    let words = philox(vec4<u32>(u32(index) / 4u, 0u, mixed.z, mixed.w), mixed.xy);
    setOutputAtIndex(index, f32(words[u32(index) % 4u] & 0x7fffffu) * ${2 ** -23});
  }
}
`;
//# sourceMappingURL=webgpu-kernels.js.map