/** Gauss–Legendre quadrature on [0, 1]: n points that integrate polynomials of degree 2n − 1 exactly. */
export interface QuadraturePoint {
    x: number;
    weight: number;
}
/** Points in ascending order, the zeros of Legendre's polynomial by Newton's method (Abramowitz and Stegun, 25.4.30). @throws RangeError for n < 1 */
export declare function gaussLegendre(n: number): QuadraturePoint[];
