import { type NodeMessage } from "./proto";
import type { Constant } from "./trace";
export interface Session {
    /**
     * @param feeds values of placeholders, by name
     * @param fetches ports to read; without any, nothing runs
     */
    run(feeds: Record<string, Constant>, fetches: string[]): Constant["values"][];
    dispose(): void;
}
/** Loads a graph. @throws Error from TensorFlow that names the node it does not accept */
export declare function openSession(nodes: NodeMessage[]): Session;
