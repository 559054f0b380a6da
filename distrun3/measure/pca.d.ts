import { type Plane, type Projection } from "./plane";
export interface TrajectoryPlane extends Plane {
    /** Share of the sum of all squared distances from the last point that lies along each of the two directions; descending. */
    explained: [number, number];
    /** Shares of all directions, descending: what a third one would add. */
    spectrum: number[];
    /** The points, in their order; the last lies at (0, 0). */
    points: Projection[];
    /** Largest of their distances from the plane, in units of weight space. */
    largestResidual: number;
    /** √(Σ residual² / Σ distance²): 0 where all points lie in the plane, 1 where it says nothing. */
    residualShare: number;
}
export interface TrajectoryOptions {
    onPoint?(done: number, of: number): void;
    /** Ends the measurement between two points. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
/**
 * Principal components of the differences wᵢ − w_last, not centred, so that the plane goes through the last point: among all such planes it has the least sum of squared residuals. Only
 * the k × k matrix of their products is decomposed, for k points of n weights: k²·n/2 multiplications. Signs: the first point has coordinates ≥ 0.
 * @param trajectory weights at some steps of one training, in order
 * @throws RangeError for fewer than 3 points, points of different networks, or such as lie in a line
 * @throws the signal's reason when it is aborted
 */
export declare function trajectoryPlane(trajectory: readonly (Float32Array | Float64Array)[], { onPoint, signal }?: TrajectoryOptions): Promise<TrajectoryPlane>;
