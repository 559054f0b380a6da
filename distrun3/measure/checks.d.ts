/** What measurements ask of their arguments: each refusal says what was expected, what was got and what to do. */
/** @throws RangeError unless `value` is a finite number above 0 */
export declare function expectPositive(name: string, value: number, hint?: string): void;
/** @throws RangeError unless `value` is an integer of `least` or more */
export declare function expectCount(name: string, value: number, least?: number): void;
/** @throws RangeError when a vector is of another length */
export declare function expectLength(name: string, { length }: ArrayLike<number>, expected: number): void;
/** @throws RangeError when a loss is NaN or infinite */
export declare function expectFinite(loss: number, where: string): number;
