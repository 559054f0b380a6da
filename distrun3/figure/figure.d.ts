/** A figure is data: Plotly's traces and layout, decided by rows alone. Drawing it is the business of show.ts and still.ts. */
export interface Figure {
    data: Record<string, unknown>[];
    layout: Record<string, unknown>;
}
