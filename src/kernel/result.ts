/** The MIME bundle of a cell's last value: its own one if it has a `Symbol.for("Jupyter.display")` method, else what `util.inspect` says. */
import { inspect } from "node:util";

/** MIME types and their data. */
export type Bundle = Record<string, unknown>;

/** The method by which a value shows itself in a notebook; it returns a bundle or a promise of one, and `{}` for nothing at all. */
export const jupyterDisplay = Symbol.for("Jupyter.display");

const hasDisplay = (value: unknown): value is { [jupyterDisplay](): Bundle | Promise<Bundle> } =>
  (typeof value === "object" || typeof value === "function") &&
  value !== null &&
  typeof (value as Record<symbol, unknown>)[jupyterDisplay] === "function";

/** Returns the bundle to show for `value`, `undefined` if there is nothing to show. */
export async function bundleOf(value: unknown): Promise<Bundle | undefined> {
  if (value === undefined || value === null) return undefined;
  const bundle = hasDisplay(value) ? await value[jupyterDisplay]() : { "text/plain": inspect(value, { colors: false }) };
  return Object.keys(bundle).length > 0 ? bundle : undefined;
}
