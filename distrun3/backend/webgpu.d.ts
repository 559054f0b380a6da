/** A GPU, or why there is none. */
export type Adapter = Card | {
    missing: string;
};
export interface Card {
    name: string;
    /** Whether it is no card but a program on the CPU. */
    software: boolean;
}
/** The GPU that WebGPU would take. Never throws. */
export declare function findAdapter(): Promise<Adapter>;
/** Registers the backend `webgpu` on the GPU found, once a process. @throws UserError when it refuses */
export declare function registerWebgpu(): Promise<void>;
