/** What lies around the two solutions of a pair, ready for a figure: a plane of filter-normalised directions and the spectrum of the Hessian, each with the same settings for both. */
import type { LandscapePair } from "../figure/landscape-pair";
import type { SpectrumPlot } from "../figure/spectrum";
import type { SpectralDensity } from "../measure/density";
import type { BatchNormMode } from "../measure/network-loss";
import { measureRun } from "../measure/panel/session";
import type { Surface } from "../measure/surface";
import type { StoredPair } from "../sweep/pairs";

interface Around {
  batchNorm: BatchNormMode;
  /** Settings of the measure that differ from its defaults. */
  settings: Record<string, number>;
}

/** A stored run's folder, and what it is called in the figure. */
interface Headed {
  heading: string;
  folder: string;
}

const headings = ({ small, large }: StoredPair) => [`batch ${small.run.batch}`, `batch ${large.run.batch}`] as const;

/** The training loss in a plane through each solution; the same random numbers for both. */
export function planesAround(pair: StoredPair, around: Around): Promise<LandscapePair["panels"]> {
  const [left, right] = headings(pair);
  const [small, large] = pair.folders;
  return planesOf([{ heading: left, folder: small }, { heading: right, folder: large }], around); // biome-ignore format: one line
}

/** The same around two stored runs, each under its heading. */
export async function planesOf(
  [left, right]: readonly [Headed, Headed],
  { batchNorm, settings }: Around,
): Promise<LandscapePair["panels"]> {
  const panel = async ({ heading, folder }: Headed) => {
    const [stored] = await measureRun(folder, { what: ["landscape"], settings: { landscape: settings }, batchNorm });
    return { heading, surface: stored?.result as Surface };
  };
  return [await panel(left), await panel(right)];
}

/** The density of the Hessian's eigenvalues at each solution, and the largest ones. @param settings of `density`; those of `hessian` beside it */
export async function spectraAround(
  pair: StoredPair,
  { batchNorm, settings, hessian }: Around & { hessian: Record<string, number> },
): Promise<Pick<SpectrumPlot, "small" | "large">> {
  const [left, right] = headings(pair);
  const spectrum = async (folder: string, label: string) => {
    const results = await measureRun(folder, { what: ["density", "hessian"], settings: { density: settings, hessian }, batchNorm });
    const [density, top] = results.map(({ result }) => result) as [SpectralDensity, { largest: { value: number }[] }];
    return { label, density, largest: top.largest.map(({ value }) => value) };
  };
  return { small: await spectrum(pair.folders[0], left), large: await spectrum(pair.folders[1], right) };
}
