/** The data room: four data sets of bytes, each with an account of where it comes from. */
export { epochOrder, pixels } from "./batches";
export { DATA_NAMES, type DataName, type DataSet, type Split } from "./dataset";
export { type DataPresence, describeData } from "./describe";
export { glyphSamples } from "./glyphs";
export { glyph100Samples } from "./glyphs-100";
export { fetchData, type LoadOptions, loadData } from "./load";
export type { PlaceOptions } from "./places";
