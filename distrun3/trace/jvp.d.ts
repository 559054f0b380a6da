import { type Trace } from "./trace";
/**
 * @param trace of plain operations: before fusions, of which only ReluGrad and BiasAdd have rules
 * @param active numbers of the inputs along which it is differentiated
 * @returns a trace that takes one tangent more for each of `active`, after the inputs, each of the shape of its input. Outputs: those of `trace`, then their tangents
 * @throws RecordError for an operation without a rule, by name
 */
export declare function jvp(trace: Trace, active: number[]): Trace;
