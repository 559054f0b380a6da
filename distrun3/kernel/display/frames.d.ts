/** Data frames as tables: danfojs' `DataFrame` and `Series`, and frames in the manner of nodejs-polars. */
import type { Bundle } from "./bundle";
import { type Frame } from "./table";
/** danfojs' `DataFrame`. */
export interface FrameLike extends Frame {
    shape: number[];
    dtypes: string[];
    $isSeries: false;
}
/** danfojs' `Series`: one column, which may have a name. */
export interface SeriesLike {
    values: unknown[];
    columns: string[];
    dtypes: string[];
    index: (string | number)[];
    $isSeries: true;
}
/** Whether `value` is danfojs' `DataFrame`. */
export declare const isFrame: (value: unknown) => value is FrameLike;
/** Whether `value` is danfojs' `Series`. */
export declare const isSeries: (value: unknown) => value is SeriesLike;
/** The table of a data frame or series; undefined: `value` is neither. */
export declare function frameBundle(value: unknown): Bundle | undefined;
