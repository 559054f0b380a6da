/** What the notebook of remedies trains: the small batch, the large one, and the large one with each remedy, at strengths and learning rates that are chosen on validation examples. */
import { parseRun, type RunInput } from "../config";
import { lastLine, UsageError } from "../errors";
import { gradientsAStep } from "../train/remedies/check";
import { describeRemedies } from "../train/remedies/describe";
import type { Settings } from "../train/remedies/remedy";
import type { Study } from "./study";

/** Arms that are no remedies. */
export const SMALL = "SB";
export const LARGE = "LB";

/** One way to train, with the strengths that are tried for it. */
export interface Arm {
  /** SB, LB, or the remedy's name. */
  id: string;
  batch: number;
  /** Gradients of the whole batch a step. */
  cost: number;
  /** Settings of the remedy, a set a strength; one empty set for an arm without a remedy. */
  strengths: Settings[];
}

/** A remedy that is not tried, and why. */
export interface LeftOut {
  id: string;
  why: string;
}

export interface RemedyArms {
  arms: Arm[];
  leftOut: LeftOut[];
}

export interface ArmOptions {
  optimizer: NonNullable<RunInput["optimizer"]>;
  /** Epochs of the large batch without a remedy. */
  epochs: number;
  /** Names of remedies; default: all of the registry. */
  only?: readonly string[];
}

/** Workers among which a batch is cut. */
const WORKERS = 5;

/** Two strengths each: the one of its paper or near it, and another one; ours where the paper tunes it. */
const strengthsOf = (epochs: number, { large, small }: Study): Record<string, Settings[]> => ({
  batchWarmStart: [0.1, 0.3].map((share) => ({ size: small, epochs: Math.max(1, Math.round(share * epochs)) })),
  augmentation: [
    { shift: 0.05, rotation: 5 },
    { shift: 0.1, rotation: 10 },
  ],
  gradientNoise: [small, Math.round(large / 4)].map((base) => ({ base })),
  warmUp: [0.1, 0.3].map((share) => ({ epochs: Math.max(1, Math.round(share * epochs)), from: 0 })),
  labelSmoothing: [{ share: 0.1 }, { share: 0.3 }],
  ghostBatchNorm: [{ size: small }, { size: Math.max(small, Math.round(large / 4)) }],
  robust: [{ epsilon: 0.05 }, { epsilon: 0.25 }],
  gradientPenalty: [0.5, 4].map((alpha) => ({ alpha, parts: 4 })),
  smoothOut: [{ a: 0.006 }, { a: 0.02 }],
  sam: [{ rho: 0.05 }, { rho: 0.2 }],
  asam: [{ rho: 0.5 }, { rho: 2 }],
  extrapSgd: [1, 4].map((extrapolation) => ({ workers: WORKERS, extrapolation })),
  entropySgd: [1e-4, 1e-2].map((gamma) => ({ iterations: 5, gamma })),
  clipping: [{ norm: 1 }, { norm: 5 }],
  lars: [{ eta: 0.01 }, { eta: 0.1 }],
  lamb: [{}],
  conservative: [{ lambda: 0.001 }, { lambda: 0.1 }],
  postLocalSgd: [4, 16].map((steps) => ({ workers: WORKERS, steps })),
  swa: [{ start: 0.5 }, { start: 0.8 }],
});

/** Remedies that the comparison has no place for. */
const NO_PLACE: Record<string, string> = {
  scaling: "every arm's learning rate is tuned, so that a rule for it has nothing left to say",
  growingBatch: "it takes the place of a learning rate that decays, and here no rate decays",
  regimeAdaptation: "it takes as many more gradients as the batch is larger: on the ladder, not at equal gradients",
};

/** The arms of a study. What a remedy says against the study's network or optimizer is why it is left out. */
export function remedyArms(study: Study, { optimizer, epochs, only }: ArmOptions): RemedyArms {
  const { network, data, small, large } = study;
  const plain = (id: string, batch: number): Arm => ({ id, batch, cost: 1, strengths: [{}] });
  const found: RemedyArms = { arms: [plain(SMALL, small), plain(LARGE, large)], leftOut: [] };
  const strengths = strengthsOf(epochs, study);
  for (const { name } of describeRemedies()) {
    const own = strengths[name];
    if (only && !only.includes(name)) found.leftOut.push({ id: name, why: "not at this scale" });
    else if (!own) found.leftOut.push({ id: name, why: NO_PLACE[name] ?? "no strengths are named for it here" });
    else {
      try {
        const run = parseRun({ network, data, batch: large, optimizer, until: "epochs", epochs, remedies: { [name]: own[0] as Settings } });
        found.arms.push({ id: name, batch: large, cost: gradientsAStep(run), strengths: own });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        found.leftOut.push({ id: name, why: lastLine(error).replace(/\.$/, "") });
      }
    }
  }
  return found;
}

/** The registry for a table in a notebook, with the strengths that are tried or why none is. */
export const remedyRows = ({ arms, leftOut }: RemedyArms): Record<string, string | number>[] =>
  describeRemedies().map(({ name, idea, paper, cost }) => {
    const arm = arms.find(({ id }) => id === name);
    return {
      remedy: name,
      idea,
      paper,
      "gradients a step": arm?.cost ?? cost,
      "tried with": arm ? arm.strengths.map(strengthText).join(" or ") : `– (${leftOut.find(({ id }) => id === name)?.why ?? "not tried"})`,
    };
  });

/** "rho=0.05"; a dash for no settings. */
export const strengthText = (settings: Settings): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ") || "–";
