/** Kernels that tfjs-backend-webgpu 4.22 lacks: the uniform numbers of `philox.ts`, and sums of many tensors. */
import { MIXED_WITH, MULTIPLIERS, ROUNDS, WEYL } from "./philox";
import { type Tensor, type Tensor1D, tf } from "./tf";

const KERNEL = "StatelessUniform";
const GROUP: [number, number, number] = [64, 1, 1];

/** What a program of tfjs-backend-webgpu is, and what runs it. */
interface Program {
  outputShape: number[];
  variableNames: string[];
  workgroupSize: [number, number, number];
  dispatchLayout: { x: number[] };
  dispatch: [number, number, number];
  size: true;
  shaderKey: string;
  getUserCode(): string;
}

interface ProgramBackend {
  device: { limits: { maxStorageBuffersPerShaderStage: number } };
  runWebGPUProgram(program: Program, inputs: tf.TensorInfo[], dtype: "float32"): tf.TensorInfo;
  disposeData(dataId: object): boolean;
}

/** Makes the kernels known to TensorFlow.js; once a process. */
export function registerKernels(): void {
  registerUniform();
  registerSum();
}

/** The package's sum reads all tensors in one program; a GPU allows a program few buffers (8 by the standard), so a longer sum is one of sums. */
function registerSum(): void {
  const { kernelFunc: sum } = tf.getKernel("AddN", "webgpu");
  tf.unregisterKernel("AddN", "webgpu");
  tf.registerKernel({
    kernelName: "AddN",
    backendName: "webgpu",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const gpu = backend as ProgramBackend;
      // One buffer is the result's.
      const most = gpu.device.limits.maxStorageBuffersPerShaderStage - 1;
      const terms = Object.values(inputs) as tf.TensorInfo[];
      const sumOf = (some: tf.TensorInfo[]) => sum({ inputs: some as unknown as tf.NamedTensorInfoMap, attrs, backend }) as tf.TensorInfo;
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
function registerUniform(): void {
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: "webgpu",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const program = programFor((attrs as unknown as { shape: number[] }).shape);
      return (backend as ProgramBackend).runWebGPUProgram(program, [inputs.key as tf.TensorInfo], "float32");
    },
  });
}

/** As `uniform`, with WebGPU in use. */
export const uniformOnWebgpu = (shape: number[], key: Tensor1D): Tensor => tf.engine().runKernel(KERNEL, { key }, { shape }) as Tensor;

const programFor = (shape: number[]): Program => ({
  outputShape: shape,
  variableNames: ["Seed"],
  workgroupSize: GROUP,
  dispatchLayout: { x: shape.map((_, axis) => axis) },
  dispatch: [Math.ceil(tf.util.sizeFromShape(shape) / GROUP[0]), 1, 1],
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
  for (var round = 0; round < ${ROUNDS}; round++) {
    c = vec4<u32>(
      high(${MULTIPLIERS[1]}u, c.z) ^ c.y ^ k.x, ${MULTIPLIERS[1]}u * c.z,
      high(${MULTIPLIERS[0]}u, c.x) ^ c.w ^ k.y, ${MULTIPLIERS[0]}u * c.x);
    k += vec2<u32>(${WEYL[0]}u, ${WEYL[1]}u);
  }
  return c;
}

fn main(index: i32) {
  if (index < uniforms.size) {
    let seed = vec4<u32>(u32(Seed[0]), u32(Seed[0] >> 31u), u32(Seed[1]), u32(Seed[1] >> 31u));
    let mixed = philox(seed, vec2<u32>(${MIXED_WITH[0]}u, ${MIXED_WITH[1]}u));
    let words = philox(vec4<u32>(u32(index) / 4u, 0u, mixed.z, mixed.w), mixed.xy);
    setOutputAtIndex(index, f32(words[u32(index) % 4u] & 0x7fffffu) * ${2 ** -23});
  }
}
`;
