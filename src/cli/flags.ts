/** What commands read from their flags in the same way. */
import { decimal } from "../decimal";
import { UsageError } from "../errors";

/** The number that a flag was given, if it was. @throws UsageError for a text that is none in decimal */
export function number(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = decimal(text);
  if (value === undefined) throw new UsageError(`--${flag} takes a number in decimal, got "${text}".`);
  return value;
}
