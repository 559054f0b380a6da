/** Tensors and data frames inside other values, in a few words: their own fields say nothing to a reader and are long. */
import { isFrame, isSeries } from "./frames";
import { isTensor, tensorTitle } from "./tensors";

/** `value` in a few words; undefined: it is shown as it is. Never throws. */
export function brief(value: object): string | undefined {
  try {
    if (isTensor(value)) return tensorTitle(value);
    if (isFrame(value)) return `DataFrame ${value.shape[0]} × ${value.columns.length}`;
    if (isSeries(value)) return `Series ${value.values.length}`;
  } catch {
    // A value that only looks like one of them is shown as any other.
  }
  return undefined;
}
