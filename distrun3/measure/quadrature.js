"use strict";
/** Gauss–Legendre quadrature on [0, 1]: n points that integrate polynomials of degree 2n − 1 exactly. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.gaussLegendre = gaussLegendre;
/** Points in ascending order, the zeros of Legendre's polynomial by Newton's method (Abramowitz and Stegun, 25.4.30). @throws RangeError for n < 1 */
function gaussLegendre(n) {
    if (!Number.isInteger(n) || n < 1)
        throw new RangeError(`The number of points must be an integer of 1 or more, got ${n}.`);
    return Array.from({ length: n }, (_, i) => {
        let z = Math.cos((Math.PI * (n - i - 0.25)) / (n + 0.5));
        for (let pass = 0; pass < 100; pass++) {
            const { value, slope } = legendre(n, z);
            const step = value / slope;
            z -= step;
            if (Math.abs(step) < 1e-15)
                break;
        }
        const { slope } = legendre(n, z);
        return { x: (1 + z) / 2, weight: 1 / ((1 - z * z) * slope * slope) };
    });
}
/** P_n(z) and its derivative, |z| < 1. */
function legendre(n, z) {
    let [before, value] = [1, z];
    for (let k = 2; k <= n; k++)
        [before, value] = [value, ((2 * k - 1) * z * value - (k - 1) * before) / k];
    return { value, slope: (n * (before - z * value)) / (1 - z * z) };
}
//# sourceMappingURL=quadrature.js.map