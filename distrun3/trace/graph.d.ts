/** Builds a TensorFlow graph node by node, and puts recorded operations into it. */
import type { AttrMessage, NodeMessage } from "./proto";
import { type Constant, type Trace } from "./trace";
/** The name of an output: `node` for the first, `node:1` for the second. */
export type Port = string;
export declare const dtypeAttr: (type: number) => AttrMessage;
export declare const boolAttr: (b: boolean) => AttrMessage;
export declare const intAttr: (i: number) => AttrMessage;
export declare const textAttr: (text: string) => AttrMessage;
export declare const shapeAttr: (shape: number[]) => AttrMessage;
export declare class Graph {
    readonly nodes: NodeMessage[];
    /** Added to every node without inputs of its own; a node inside a loop must hang on it. */
    private pivot;
    /**
     * Adds a node.
     * @param inputs ports, and `^node` for "after this node"
     * @returns the port of its first output
     */
    add(op: string, inputs: Port[], attr?: Record<string, AttrMessage>, name?: string): Port;
    constant({ shape, dtype, values }: Constant): Port;
    int(value: number): Port;
    float(value: number): Port;
    /**
     * A value that is fed with each call, copied at once. tfjs-node lends TensorFlow the memory of a JavaScript array and takes it back when the last reference goes; were
     * that reference held by a variable or a loop, it would go on one of TensorFlow's threads, where JavaScript must not be touched (seen: a corrupted heap).
     */
    placeholder(name: string, dtype: number, shape: number[]): Port;
    /**
     * A loop `for (i = 0; i < limit; i++)`.
     * @param body adds nodes; `enter` brings a port from outside in. Returns the nodes that must have run before the next turn
     * @returns a node that runs after the last turn
     */
    loop(frame: string, limit: Port, body: (i: Port, enter: (port: Port, dtype: number) => Port) => Port[]): Port;
    /** Adds a trace's operations. @returns the ports of its outputs */
    inline(trace: Trace, inputs: Port[]): Port[];
}
