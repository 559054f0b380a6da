/** Records a tensor function: runs it once on TensorFlow and writes down every operation that it calls. */

import { type NativeBackend, nativeBackend } from "../backend/binding";
import { type Tensor, tf } from "../backend/tf";
import { expectSame } from "./compare";
import { describeTensor, Notes } from "./notes";
import { RecordError } from "./refusals";
import type { Trace } from "./trace";

export { RecordError } from "./refusals";

export interface TensorFunction {
  /** @param numbers values of the inputs that `numbers` lists */
  (inputs: Tensor[], numbers: number[]): Tensor[];
  /** Names of the inputs, for messages. */
  readonly names?: readonly string[];
  /**
   * Inputs (float32 scalars) that the function takes as JavaScript numbers. Wherever such a number or its negative becomes a scalar tensor, the input stands in the trace.
   * The examples must hold numbers that occur nowhere else in the function.
   */
  readonly numbers?: readonly number[];
}

/**
 * Records `step`. Variables (tf.Variable) that it reads or assigns must be given as inputs and outputs; `recordStep` does so.
 * @param step made of tensor operations alone; called once for each of `examples`
 * @param examples two lists of inputs of the same shapes and different values. What differs between the two recordings was computed in JavaScript, and would have
 *   been frozen; with one list that check is left out
 * @throws RecordError for a value that is read, a constant that depends on the inputs, a shape that does, or an operation that has no graph form
 */
export function record(step: TensorFunction, ...examples: Tensor[][]): Trace {
  const [first, ...others] = examples.map((inputs) => recordOnce(step, inputs));
  if (!first) throw new RangeError("record() needs an example of the inputs.");
  for (const other of others) expectSame(first, other);
  return first;
}

function recordOnce(step: TensorFunction, inputs: Tensor[]): Trace {
  const backend = nativeBackend() as NativeBackend & Pick<tf.KernelBackend, "read">;
  const { binding: real, read } = backend;
  const notes = new Notes(real, step.names);
  const numbers = (step.numbers ?? []).map((place) => inputs[place]?.dataSync()[0] as number);
  let trace: Trace | undefined;
  tf.tidy(() => {
    inputs.forEach(describeTensor);
    const own = inputs.map(copy);
    for (const [input, id] of backend.getInputTensorIds(own).entries()) notes.know(id, { kind: "input", input });
    for (const [i, input] of (step.numbers ?? []).entries()) notes.stand(numbers[i] as number, { kind: "input", input });
    backend.binding = notes.wrapped();
    // A promise that never settles: a rejected one would be nobody's to catch.
    backend.read = () => {
      notes.read("a tensor (with data() or another asynchronous function)");
      return new Promise(() => {});
    };
    const restoreGather = uncheckedGather(notes);
    try {
      const outputs = step(own, numbers);
      if (notes.refused) throw notes.refused;
      trace = notes.trace(own, backend.getInputTensorIds(listed(outputs)));
    } catch (error) {
      throw notes.refused ?? withoutKernel(error) ?? error;
    } finally {
      restoreGather();
      Object.assign(backend, { binding: real, read });
    }
  });
  return trace as unknown as Trace;
}

/** The same value under a new number on the device, so that two inputs are two tensors even where TensorFlow.js lets them share one. */
function copy(tensor: Tensor): Tensor {
  const backend = nativeBackend();
  const attributes = [{ name: "T", type: backend.binding.TF_ATTR_TYPE, value: describeTensor(tensor).dtype }];
  return backend.executeSingleOutput("Identity", attributes, [tensor]);
}

/** TensorFlow.js reads the indices of tf.gather only to check them, as the graph's own operation does. @returns puts the kernel back */
function uncheckedGather(notes: Notes): () => void {
  const kernel = tf.getKernel("GatherV2", "tensorflow") as tf.KernelConfig;
  const { kernelFunc } = kernel;
  kernel.kernelFunc = (call) => {
    notes.checking = true;
    try {
      return kernelFunc(call);
    } finally {
      notes.checking = false;
    }
  };
  return () => {
    kernel.kernelFunc = kernelFunc;
  };
}

function listed(outputs: unknown): Tensor[] {
  const list = Array.isArray(outputs) ? outputs : [outputs];
  const place = list.findIndex((output) => !(output instanceof tf.Tensor));
  if (place < 0) return list;
  const other = list[place];
  if (typeof other?.then !== "function") throw new RecordError(`The step returned ${other}; expected tensors.`);
  // It may fail later, when nobody is there to hear of it.
  other.then(undefined, () => {});
  throw new RecordError("The step is asynchronous. A recorded step is a plain function: do without await, and read values after the step.");
}

/** What TensorFlow.js says when an operation has no implementation on TensorFlow, with the operation's name and what to do. */
function withoutKernel(error: unknown): RecordError | undefined {
  const [, kernel] = /Kernel '(\w+)' not registered for backend/.exec((error as Error)?.message) ?? [];
  if (!kernel) return undefined;
  return new RecordError(`The operation ${kernel} has no form on TensorFlow. Write it with other operations, or do it outside the step.`);
}
