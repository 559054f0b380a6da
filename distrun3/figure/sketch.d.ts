/** The sketch of a flat and a sharp minimum (Figure 1 of Keskar et al., 2017): a drawing, not a measurement. */
import type { Figure } from "./figure";
/** Training and test loss over one parameter; arrows show by how much the test loss lies higher at each minimum. */
export declare function flatAndSharpSketch(): Figure;
