import type { Engine, EngineSpec } from "./engine";
export declare function compiledEngine(spec: EngineSpec): Engine;
