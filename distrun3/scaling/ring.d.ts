export interface Ring {
    /** Replaces the vector by the sum over all members: the same bits for each. Every member must call it, with vectors of one length. */
    allReduce(vector: Float32Array): Promise<void>;
    close(): void;
}
export interface Place {
    /** Number of this member, from 0 on. */
    rank: number;
    members: number;
    /** A folder that all members can write to, and nobody else; holds a socket each. */
    folder: string;
}
/**
 * Takes a place in a ring. Comes back when both neighbours are there.
 * @throws UserError where a neighbour does not come, or leaves
 */
export declare function joinRing({ rank, members, folder }: Place): Promise<Ring>;
