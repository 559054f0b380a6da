/** The remedies as data, for a list. */
import { z } from "zod";
import { REMEDIES } from "./registry";
import type { Remedy, Setting } from "./remedy";

export interface SettingDescription {
  name: string;
  default: Setting;
  /** JSON Schema type: number, integer, boolean or string. */
  type: string;
  /** Where it is one of a few words. */
  choices?: string[];
  about: string;
}

export interface RemedyDescription {
  name: string;
  idea: string;
  paper: string;
  /** Gradients of the whole batch a step, at the default settings. */
  cost: number;
  settings: SettingDescription[];
  /** Remedies that it cannot be combined with. */
  excludes: string[];
}

/** All remedies in the order in which they are put together. */
export const describeRemedies = (): RemedyDescription[] =>
  REMEDIES.map((remedy) => {
    const { name, idea, paper, cost, settings } = remedy;
    return {
      name,
      idea,
      paper,
      cost: typeof cost === "number" ? cost : cost(settings.parse({})),
      settings: settingsOf(remedy),
      excludes: REMEDIES.flatMap((other) =>
        Object.hasOwn(remedy.excludes ?? {}, other.name) || Object.hasOwn(other.excludes ?? {}, name) ? [other.name] : [],
      ),
    };
  });

const settingsOf = ({ settings }: Remedy): SettingDescription[] => {
  const defaults = settings.parse({});
  const { properties = {} } = z.toJSONSchema(settings, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { type = "", enum: choices, description = "" } = schema as { type?: string; enum?: string[]; description?: string };
    return { name, default: defaults[name] as Setting, type, ...(choices ? { choices } : {}), about: description };
  });
};
