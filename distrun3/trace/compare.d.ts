import type { Trace } from "./trace";
/** @throws RecordError that names the operation at the first difference */
export declare function expectSame(a: Trace, b: Trace): void;
