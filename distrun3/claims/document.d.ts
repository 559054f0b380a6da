/** The text whose argument the notebooks follow, as a source of claims. */
export declare const inDocument: (part: string) => string;
