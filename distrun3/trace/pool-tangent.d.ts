import { type Trace } from "./trace";
/** MaxPoolTangent, which stands in a trace until here, as other operations. */
export declare const withPoolTangents: (trace: Trace) => Trace;
