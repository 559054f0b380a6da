/** The text whose argument the notebooks follow, as a source of claims. */
export const inDocument = (part: string): string => `Analysis of Large Mini-Batch Training of Neural Networks, ${part}`;
