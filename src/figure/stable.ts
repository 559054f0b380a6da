/** A figure as plain JSON that is equal whenever the figure is: sorted keys, six significant digits, `null` for what is no number. */
import type { Figure } from "./figure";

/** More digits than any screen can show, fewer than the last bits in which two machines differ. */
const DIGITS = 6;

const stableNumber = (value: number): number | null => {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(DIGITS));
};

function stableValue(value: unknown): unknown {
  if (typeof value === "number") return stableNumber(value);
  if (typeof value === "bigint") return Number(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as unknown as ArrayLike<number>, stableValue);
  if (Array.isArray(value)) return value.map((each) => stableValue(each) ?? null);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return typeof value === "function" || typeof value === "symbol" ? undefined : value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined && typeof each !== "function");
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, stableValue(each)]));
}

/** The stable form of `figure`. Typed arrays become arrays. The argument is not changed. */
export const stableFigure = ({ data, layout }: Figure): Figure => stableValue({ data, layout }) as Figure;
