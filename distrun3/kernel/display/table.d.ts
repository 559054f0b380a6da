/** The part of a danfojs `DataFrame` that a table needs. */
export interface Frame {
    columns: string[];
    /** Row by row. */
    values: unknown;
    index?: (string | number)[];
}
/** How to show a table. */
export interface TableOptions {
    /** Whether to show the frame's index as a first column. Default: no. */
    index?: boolean;
    /** Significant digits of numbers that are not integers. Default 4. */
    digits?: number;
    /** Rows shown at most; the rest is counted. Default 100. */
    rows?: number;
    /** Columns shown at most; the rest is counted. Default: all. */
    columns?: number;
    /** A line below the table. */
    note?: string;
    /** Rows there are in all, where `frame` holds only the first. */
    of?: number;
}
/** The `text/html` and `text/plain` of a frame. */
export declare function tableBundle(frame: Frame, options?: TableOptions): Record<string, string>;
