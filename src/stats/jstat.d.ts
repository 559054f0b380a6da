/** The part of jstat's types that is used here; the package ships none. */
declare module "jstat" {
  export const jStat: {
    studentt: { inv(probability: number, degreesOfFreedom: number): number };
    median(values: number[]): number;
  };
}
