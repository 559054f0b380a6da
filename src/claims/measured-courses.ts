/** Reads data/published/measured-courses.csv: trainings at the published settings epoch by epoch, also those that have not come to their end, so that notebooks can show how far they are. */
import { join } from "node:path";
import { z } from "zod";
import { inProject } from "../project";
import { summarize } from "../stats/summary";
import { TableError } from "./csv";
import type { AccuracyCurve } from "./early-stopping";
import { fixed, meanAndSd } from "./generalization-gap";
import { TRAINED } from "./measured";
import { count, known, name, number, ownRows, type PublishedRow, positive, published, quotable, restorable } from "./published";

const share = number.refine((value) => value >= 0 && value <= 1, "expected a share from 0 to 1");

/** Columns of `export --histories`. */
const ROW = z.object({
  id: name,
  ...TRAINED,
  learningRate: positive,
  epoch: count,
  step: count,
  trainLoss: number,
  testAccuracy: known(share),
});

const FILE = "measured-courses.csv";

/** A training, epoch by epoch. Test accuracies in percent, after the epochs in which they were measured. */
export interface MeasuredCourse extends AccuracyCurve {
  network: string;
  data: string;
  variant?: string;
  /** Steps trained so far. */
  steps: number;
  /** Mean training loss of each epoch as it was trained on, nats. */
  losses: number[];
}

/**
 * The trainings, in the order of the file; none where there is no file, or an empty one.
 * @param folder where the file is; default: data/published of the project
 * @throws UserError, with file and line, where it lacks a column, or a row is damaged, there twice or not the next epoch
 */
export function measuredCourses(folder = inProject("data", "published")): MeasuredCourse[] {
  const file = join(folder, FILE);
  // `export` ends lines as RFC 4180 has it, the tables of data/published with a line feed.
  const tidied = (text: string) => text.replaceAll("\r\n", "\n");
  const rows = ownRows(file, { key: ["id", "epoch"], row: ROW, tidied });
  return restorable(file, () => [...new Set(rows.map(({ id }) => id))].map((id) => courseOf(rows.filter((row) => row.id === id))));
}

type Row = z.infer<typeof ROW>;

function courseOf(rows: readonly Row[]): MeasuredCourse {
  const { id, network, data, variant, batch, seed } = rows[0] as Row;
  const gap = rows.find(({ epoch }, i) => epoch !== i + 1);
  if (gap) throw new TableError(1, `expected the epochs of ${id} from 1 on, one after the other, got ${gap.epoch} out of its turn`);
  const evaluated = rows.filter(({ testAccuracy }) => testAccuracy !== undefined);
  return {
    ...{ id, network, data, batch, seed },
    ...(variant ? { variant } : {}),
    steps: (rows.at(-1) as Row).step,
    losses: rows.map(({ trainLoss }) => trainLoss),
    epochs: evaluated.map(({ epoch }) => epoch),
    accuracy: evaluated.map(({ testAccuracy }) => 100 * (testAccuracy as number)),
  };
}

/** Epochs at the end of a course over which its table takes means: accuracy differs from one to the next. */
export const LAST_EPOCHS = 10;

/** A course, and the test accuracy (%) that Keskar et al. print of the end at its side of the pair. */
export interface CourseWithEnd extends MeasuredCourse {
  published?: number;
}

/** The smallest and the largest batch of a network at the first seed that has several, as far as both have come; undefined where none has. @param table the published accuracies */
export function coursePair(
  courses: readonly MeasuredCourse[],
  network: string,
  table: readonly PublishedRow<"keskar">[] = published("keskar"),
): { small: CourseWithEnd; large: CourseWithEnd } | undefined {
  for (const { seed } of courses.filter((course) => course.network === network)) {
    const own = courses.filter((course) => course.network === network && course.seed === seed).sort((a, b) => a.batch - b.batch);
    const [small, large] = [own[0], own.at(-1)] as [MeasuredCourse, MeasuredCourse];
    if (small.batch === large.batch) continue;
    const epochs = Math.min(small.losses.length, large.losses.length);
    const withEnd = (course: MeasuredCourse, side: Side) => ({ ...upTo(epochs, course), published: endOf(network, side, table)?.mean });
    return { small: withEnd(small, "small"), large: withEnd(large, "large") };
  }
  return undefined;
}

/** A course cut behind an epoch. Epochs have equally many steps. */
function upTo(last: number, course: MeasuredCourse): MeasuredCourse {
  const measured = course.epochs.filter((epoch) => epoch <= last).length;
  return {
    ...course,
    steps: (course.steps / course.losses.length) * last,
    losses: course.losses.slice(0, last),
    epochs: course.epochs.slice(0, measured),
    accuracy: course.accuracy.slice(0, measured),
  };
}

type Side = PublishedRow<"keskar">["batch"];

const endOf = (network: string, side: Side, table: readonly PublishedRow<"keskar">[]) =>
  table.find((row) => row.network === network && row.quantity === "test accuracy" && row.batch === side && quotable(row));

/** A row a course for a table in a notebook: how far it is, its last epochs, and the accuracy that Keskar et al. print of the end. */
export function courseRows(
  courses: readonly MeasuredCourse[],
  table: readonly PublishedRow<"keskar">[] = published("keskar"),
): Record<string, string | number>[] {
  return courses.map(({ network, batch, seed, steps, losses, accuracy }) => {
    const others = courses.filter((course) => course.network === network).map((course) => course.batch);
    const end = endOf(network, batch === Math.min(...others) ? "small" : "large", table);
    return {
      network,
      batch,
      seed,
      epochs: losses.length,
      steps,
      [`training loss, nats, last ${LAST_EPOCHS}`]: Number(summarize(losses.slice(-LAST_EPOCHS)).mean.toPrecision(2)),
      [`test %, last ${LAST_EPOCHS} (± sd over them)`]: meanAndSd(accuracy.slice(-LAST_EPOCHS)),
      "test % at the end, Keskar et al.": end ? `${fixed(end.mean)} ± ${fixed(end.sd)}` : "–",
    };
  });
}
