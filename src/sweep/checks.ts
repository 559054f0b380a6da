/** What does not go together in a sweep whose single fields are right: a fault each, beginning with the field's name. */
import { parseRun, type Run, settingFaults } from "../config";
import { type Dimensions, dimensionsOf } from "../data/dimensions";
import { UserError } from "../errors";
import type { Network } from "../model/network";
import { buildNetwork } from "../model/networks";
import { trainingOf } from "../train/remedies/compose";
import { unusedSettings } from "../unused-settings";
import { type Budget, budgetText, decidedBy } from "./budget";
import { cellName, cellsOf, PLAIN, type Recipe, type Sweep } from "./grid";
import { measureFault } from "./measured";
import { type RateRule, rateGrid, type TunedRule, tuningSettings } from "./rates";

/** Settings of a run that are fields of a sweep. */
const FIELDS: Partial<Record<keyof Run, string>> = { network: "network", data: "data", batch: "batches", seed: "seeds" };

/** What is wrong with the settings of a sweep or a recipe: unknown ones, impossible values, and those that other fields decide. */
export function settingsFaults(
  field: string,
  settings: Record<string, unknown>,
  { budget, rate }: { budget: Budget; rate: RateRule },
): string[] {
  const decided = Object.keys(settings).flatMap((key) => {
    const name = `${field}.${key}`;
    const own = FIELDS[key as keyof Run];
    if (own) return [`${name}: the sweep's own field ${own} says it; leave it out here`];
    if (decidedBy(budget).includes(key as keyof Run)) return [`${name}: the budget (${budgetText(budget)}) decides it; leave it out here`];
    if (key === "learningRate" && rate.rule === "tuned") return [`${name}: the rate is tuned; leave it out, or choose another rule`];
    return [];
  });
  return [...decided, ...settingFaults(settings).map(({ key, fault }) => `${field}.${key}: ${fault}`)];
}

/** The field of a sweep that has a recipe's settings. */
const fieldOf = (recipe: string): string => (recipe === PLAIN ? "settings" : `recipes.${recipe}`);

/** Examples that a recipe trains on, of all there are. */
const examplesOf = ({ trainSize, validation = 0 }: Recipe["settings"], all: number): number => trainSize ?? all - validation;

/** The optimizer of a recipe that names none. */
const OPTIMIZER = parseRun({ network: "mlp" }).optimizer;

/** Combinations that no run can have. Places in lists are those of the input. @param shared the settings of all recipes */
export function faultsOf(sweep: Sweep, shared: Record<string, unknown>): string[] {
  const dimensions = dimensionsOf(sweep.data);
  const ofNetworks = networkFaults(sweep, dimensions);
  return [
    ...ofNetworks,
    ...(sweep.rate.rule === "tuned" ? [...gridFaults(sweep.rate), ...seedFaults(sweep.rate, sweep.seeds)] : []),
    ...sweep.recipes.flatMap((recipe) => [...remedyFaults(sweep, recipe), ...sizeFaults(sweep, recipe, dimensions.train)]),
    // What follows asks the networks.
    ...(ofNetworks.length > 0
      ? []
      : [...unusedFaults(sweep, shared, dimensions), ...batchFaults(sweep, dimensions), ...measureFaults(sweep, dimensions)]),
  ];
}

const networkFaults = ({ networks }: Sweep, { shape, classes }: Dimensions): string[] =>
  networks.flatMap((network, i) => faultIn(`network[${i}]`, () => buildNetwork(network, shape, classes)));

/** Measures that cannot be taken of every run of the sweep: better found now than when all are trained. */
function measureFaults(sweep: Sweep, { shape, classes, train }: Dimensions): string[] {
  if (sweep.measure.length === 0) return [];
  const networks = new Map(sweep.networks.map((name) => [name, buildNetwork(name, shape, classes)]));
  const cells = cellsOf(sweep).map((cell) => {
    const { settings } = cell.recipe;
    const { optimizer = OPTIMIZER } = settings;
    const network = networks.get(cell.network) as Network;
    return {
      name: cellName(cell),
      untrained: { run: { optimizer, batch: cell.batch }, network, examples: examplesOf(settings, train) },
    };
  });
  return sweep.measure.flatMap((name, i) => {
    const fault = measureFault(name, cells);
    return fault === undefined ? [] : [`measure[${i}]: ${fault}`];
  });
}

/** Settings that some run would not use: it would be trained a second time, under another name. */
function unusedFaults({ networks, recipes, budget }: Sweep, shared: Record<string, unknown>, { shape, classes }: Dimensions): string[] {
  const plain = networks.find((name) => buildNetwork(name, shape, classes).statistics.length === 0);
  return recipes.flatMap(({ name, settings }) => {
    const use = { optimizer: settings.optimizer ?? OPTIMIZER, until: budget.until, withoutBatchNorm: plain };
    return unusedSettings(settings, use).map(({ key, fault }) => {
      const isShared = shared[key] === settings[key];
      const where = isShared && name !== PLAIN ? ` here, or give it in the recipes that do (the recipe ${name} does not)` : "";
      return `${isShared ? "settings" : `recipes.${name}`}.${key}: ${fault}${where}`;
    });
  });
}

function seedFaults({ seeds = [] }: TunedRule, used: readonly number[]): string[] {
  return seeds.flatMap((seed, i) =>
    used.includes(seed)
      ? [
          `rate.seeds[${i}]: ${seed} is a seed of the sweep, too: a rate would be chosen by the luck of the very seed that it is judged with. Take one that is not in seeds`,
        ]
      : [],
  );
}

function gridFaults(rule: TunedRule): string[] {
  if (rule.from >= rule.to) return [`rate.from: expected less than rate.to (${rule.to}), got ${rule.from}`];
  if (new Set(rateGrid(rule)).size === rule.points) return [];
  return [`rate.points: ${rule.points} rates from ${rule.from} to ${rule.to} are not different in six digits; take fewer or a wider range`];
}

/** Remedies that do not go with each other, with the network, the budget or the rule of the learning rate. */
function remedyFaults({ networks, batches: [batch], data, budget, rate }: Sweep, { name, settings }: Recipe): string[] {
  const { remedies } = settings;
  if (!remedies) return [];
  const field = `${fieldOf(name)}.remedies`;
  const twice =
    remedies.scaling && (rate.rule === "linear" || rate.rule === "sqrt")
      ? [`${field}.scaling: the rule ${rate.rule}:${rate.base} of the sweep scales the rate already; leave out one of the two`]
      : [];
  const checked = networks.flatMap((network) => faultIn(field, () => parseRun({ ...settings, ...budget, network, data, batch })));
  return [...twice, ...new Set(checked)];
}

/** Remedies that do not go with a batch of the sweep, or with how another remedy changes it along the way: found where their step is made, not by the settings alone. */
function batchFaults({ networks, batches, recipes, data, budget }: Sweep, { shape, classes, train }: Dimensions): string[] {
  return recipes.flatMap(({ name, settings }) => {
    if (!settings.remedies) return [];
    const field = `${fieldOf(name)}.remedies`;
    const examples = examplesOf(settings, train);
    const faults = networks.flatMap((network) =>
      batches.flatMap((batch) => {
        const make = () => parseRun({ ...settings, ...budget, network, data, batch });
        // What the settings alone tell is told above.
        if (batch > examples || faultIn(field, make).length > 0) return [];
        return faultIn(field, () => trainingOf(make(), buildNetwork(network, shape, classes), examples));
      }),
    );
    return [...new Set(faults)];
  });
}

/** Whether there are examples enough, in the runs and in those that tune their rates. @param examples for training, in the whole data set */
function sizeFaults({ data, batches, rate }: Sweep, recipe: Recipe, examples: number): string[] {
  const { name, settings } = recipe;
  const field = fieldOf(name);
  const { trainSize, validation = 0 } = settings;
  const left = examples - validation;
  if (left < 1) return [`${field}.validation: ${validation} of ${examples} training examples of ${data} held out leave none`];
  if (trainSize !== undefined && trainSize > left) {
    const held = validation > 0 ? ` when ${validation} are held out` : "";
    return [`${field}.trainSize: ${trainSize} is more than the ${left} training examples of ${data}${held}`];
  }
  const size = trainSize ?? left;
  const inRecipe = name === PLAIN ? "" : ` in the recipe ${name}`;
  const large = batches.flatMap((batch, i) =>
    batch > size ? [`batches[${i}]: ${batch} is larger than the training set (${size} examples of ${data}${inRecipe})`] : [],
  );
  if (large.length > 0 || rate.rule !== "tuned") return large;
  const tuning = tuningSettings(settings, rate, examples);
  if (tuning.validation >= examples)
    return [`rate.validation: ${tuning.validation} of ${examples} training examples of ${data} held out leave none`];
  const training = tuning.trainSize ?? examples - tuning.validation;
  return batches.flatMap((batch, i) =>
    batch > training
      ? [
          `batches[${i}]: ${batch} is larger than the ${training} examples of ${data} that its rate is tuned on${inRecipe}, while ${tuning.validation} are held out; ` +
            "hold out fewer (rate.validation) or leave the batch out",
        ]
      : [],
  );
}

function faultIn(field: string, check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof UserError) return [`${field}: ${error.message}`];
    throw error;
  }
}
