/** What measurements ask of their arguments: each refusal says what was expected, what was got and what to do. */

/** @throws RangeError unless `value` is a finite number above 0 */
export function expectPositive(name: string, value: number, hint = ""): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be a number above 0, got ${value}.${hint && ` ${hint}`}`);
}

/** @throws RangeError unless `value` is an integer of `least` or more */
export function expectCount(name: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least) throw new RangeError(`${name} must be an integer of ${least} or more, got ${value}.`);
}

/** @throws RangeError when a vector is of another length */
export function expectLength(name: string, { length }: ArrayLike<number>, expected: number): void {
  if (length !== expected)
    throw new RangeError(`${name} must have ${expected} numbers, got ${length}: it is of another network or function.`);
}

/** @throws RangeError when a loss is NaN or infinite */
export function expectFinite(loss: number, where: string): number {
  if (!Number.isFinite(loss)) throw new RangeError(`The loss ${where} is ${loss}; it must be a number.`);
  return loss;
}
