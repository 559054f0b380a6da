/** Values of other libraries that show themselves without knowing Jupyter: Plotly figures, pictures as bytes, elements, canvases, Vega specifications. */
import type { Figure } from "../../figure/figure";
import type { Bundle, Shown } from "./bundle";
/** Whether `value` is a Plotly figure: traces, a layout, and nothing that does not belong to one. */
export declare function isFigure(value: object): value is Figure;
/** A figure: interactive at once, with its picture later. */
export declare function figureOf(value: object): {
    meanwhile: Shown;
    later: Promise<Shown>;
} | undefined;
/** The bytes of a PNG, JPEG or GIF file as that picture. */
export declare function pictureBundle(value: object): Bundle | undefined;
/** Elements (`outerHTML`), canvases (`toDataURL`) and Vega specifications (`toSpec`), as Deno's kernel knows them. */
export declare function elementBundle(value: object): Bundle | undefined;
