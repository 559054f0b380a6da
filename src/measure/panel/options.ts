/** What a call to the panel is told: which measures, on which examples, with which choices; and how it is followed and ended. */
import { UsageError } from "../../errors";
import type { BatchNormMode } from "../network-loss";
import { measureName, measureNamed } from "./index";
import { type Cost, type Measure, type Settings, settingsOf } from "./measure";
import type { StoredMeasure } from "./stored";

export interface MeasureOptions {
  /** Names of measures. */
  what: readonly string[];
  /** Settings by measure, those that differ from the defaults. */
  settings?: Record<string, Record<string, string | number>>;
  /** Default 1. */
  seed?: number;
  /** Default `train`. */
  split?: "train" | "test";
  /** The first so many of a fixed, class-balanced order; default: all. */
  examples?: number;
  /** Default `running`. */
  batchNorm?: BatchNormMode;
  /**
   * Measures the same function at other weights: layer `layer` times `alpha`, the next one divided by it (Dinh et al., ICML 2017), or batch norm's statistics moved along. A control: what says
   * something about the function must not change.
   */
  rescale?: { layer: number; alpha: number };
  /** Measures also what is there already, from the start. */
  again?: boolean;
  signal?: AbortSignal;
  /** Told before each measure that is not there yet. */
  onEstimate?(what: string, estimate: Estimate): void;
  /** @param of passes over the examples, at most */
  onPass?(what: string, done: number, of: number): void;
  /** Told of each result. @param file where it is kept; undefined: it was there */
  onResult?(stored: StoredMeasure, file: string | undefined): void;
}

export interface Estimate extends Cost {
  /** Passes over the examples of any kind, at most. */
  passes: number;
  /** How long they take here, seconds, at most. */
  seconds: number;
  examples: number;
  /** What the products are with, where there are any. */
  matrix?: "Hessian" | "Gauss–Newton";
}

/** One measure of a call, with all its settings. */
export interface Job {
  name: string;
  measure: Measure;
  settings: Settings;
}

/** @throws UsageError for unknown measures or settings */
export const jobsOf = ({ what, settings }: Pick<MeasureOptions, "what" | "settings">): Job[] =>
  what.map((text) => {
    const name = measureName(text);
    const measure = measureNamed(name);
    return { name, measure, settings: settingsOf(name, measure, settings?.[name] ?? {}) };
  });

/** What a measure says of its settings is meant for whoever chose them. */
export async function blaming<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`${name}: ${error.message}`) : error;
  }
}
