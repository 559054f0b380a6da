/** A training's course in words, as plain text and as HTML that needs no JavaScript. */
import { clock } from "../../clock";
import { escapeHtml, QUIET } from "../display/html";
import { type Course, secondsLeft, share, stepsInAll } from "./course";

const count = (value: number): string => value.toLocaleString("en");

/** Which training it is. */
export const titleOf = ({ run }: Course): string =>
  `Training ${run.network} on ${run.data}: batch ${count(run.batch)}, ${run.optimizer} at ${run.learningRate}, seed ${run.seed}`;

/** What is going on, in a few words. */
export const phaseOf = (course: Course): string => course.end ?? course.phase;

const isOver = ({ phase }: Course): boolean => phase === "done" || phase === "stopped" || phase === "failed";

/** The numbers, one after the other. */
export function numbersOf(course: Course): string[] {
  if (course.step === 0) return [];
  const all = stepsInAll(course);
  const left = isOver(course) ? undefined : secondsLeft(course);
  return [
    `epoch ${count(course.epoch)}${course.run.until === "epochs" ? ` of ${count(course.run.epochs)}` : ""}`,
    `step ${count(course.step)}${all === undefined ? "" : ` of ${count(all)}`}`,
    ...(course.loss === undefined ? [] : [`loss ${course.loss.toFixed(4)}`]),
    ...(course.test ? [`test ${(100 * course.test.accuracy).toFixed(2)} %`] : []),
    left === undefined ? clock(course.seconds) : `${clock(course.seconds)}, about ${clock(left)} left`,
  ];
}

/** Plain text: two lines. */
export const textOf = (course: Course): string =>
  [`${titleOf(course)}: ${phaseOf(course)}`, numbersOf(course).join(" · ")].filter(Boolean).join("\n");

const FONT = "font-size: var(--jp-ui-font-size1, 13px)";
const LINE = "line-height: 28px";
const ROW = "display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25em; min-height: 40px; font-variant-numeric: tabular-nums";
const BAR = "width: 100%; height: 20px; accent-color: var(--jp-brand-color1, #1976d2)";
const CURVE = { width: 180, height: 32 };

/** The losses as a line, on a logarithmic scale: the last part of a training is as easy to see as the first. */
export function curveOf({ losses }: Course): string {
  if (losses.length < 2) return "";
  const logs = losses.map((loss) => Math.log10(Math.max(loss, 1e-8)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const { width, height } = CURVE;
  const points = logs.map((log, i) => {
    const x = (i / (logs.length - 1)) * (width - 2) + 1;
    const y = high > low ? ((high - log) / (high - low)) * (height - 2) + 1 : height / 2;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = `Loss from ${losses[0]?.toFixed(4)} to ${losses.at(-1)?.toFixed(4)}, on a logarithmic scale`;
  return (
    `<svg role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="vertical-align: middle">` +
    `<title>${label}</title><polyline fill="none" stroke="var(--jp-brand-color1, #1976d2)" stroke-width="1.5" stroke-linejoin="round" points="${points.join(" ")}"/></svg>`
  );
}

/** The title with what is going on. */
export const headHtml = (course: Course): string =>
  `<b>${escapeHtml(titleOf(course))}</b> <span style="${QUIET}">${escapeHtml(phaseOf(course))}</span>`;

/** The numbers and the curve. */
export function numbersHtml(course: Course): string {
  const parts = [...numbersOf(course).map((number) => `<span style="white-space: nowrap">${escapeHtml(number)}</span>`), curveOf(course)];
  return `<div style="${ROW}">${parts.join("")}</div>`;
}

/** All of it as it stands, for notebooks that are read, not run. */
export const stillHtml = (course: Course): string =>
  [
    `<div style="${FONT}">`,
    `<div style="${LINE}">${headHtml(course)}</div>`,
    `<progress max="1" value="${share(course).toFixed(4)}" style="${BAR}" aria-label="Share of the training that is done"></progress>`,
    numbersHtml(course),
    "</div>",
  ].join("\n");
