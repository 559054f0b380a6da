import type { Engine, EngineSpec } from "./engine";
export declare function eagerEngine(spec: EngineSpec): Engine;
