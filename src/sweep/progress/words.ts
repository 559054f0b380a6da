/** A sweep's course in words: a line for the whole, one for each run at work, one for each that has ended. */
import { clock } from "../../clock";
import type { Planned, SweepEvent } from "../executor";
import { runName } from "../grid";
import type { RunRow } from "../store/row";
import { type Running, runSecondsLeft, type SweepCourse, secondsLeft } from "./course";

const megabytes = (value: number): string => `${value.toLocaleString("en")} MB`;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** The whole: "12 of 200 runs, 1 failed · 2 at work · about 4:10 left". */
export function wholeLine(course: SweepCourse, now: number): string {
  const { total, done, failed, running } = course;
  const left = done + failed < total ? secondsLeft(course, now) : undefined;
  return [
    `${done} of ${total} runs${failed > 0 ? `, ${failed} failed` : ""}`,
    ...(running.size > 0 ? [`${running.size} at work`] : []),
    ...(left === undefined ? [] : [`about ${clock(left)} left`]),
  ].join(" · ");
}

/** A run at work: its name, how far it is, its numbers, the time that it still needs, and the memory of its worker. */
export function runLine(course: SweepCourse, running: Running, now: number): string {
  const { planned, worker, attempt, epoch, loss, accuracy, share } = running;
  const left = runSecondsLeft(course, running, now);
  const memory = course.memory.get(worker)?.now;
  const stalling = planned.run.until === "stall";
  return [
    runName(planned),
    ...(epoch > 0 ? [`epoch ${epoch}${stalling ? "" : `, ${Math.floor(100 * share)} %`}`] : ["starting"]),
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(4)}`]),
    ...(accuracy === undefined ? [] : [`${split(planned)} ${percent(accuracy)}`]),
    ...(left === undefined ? [] : [`${stalling ? "about " : ""}${clock(left)} left`]),
    ...(memory === undefined ? [] : [`${worker} ${megabytes(memory)}`]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
  ].join(" · ");
}

const split = ({ run }: Planned): string => (run.validation === undefined ? "test" : "validation");

/** A run that is done. */
export function doneLine(planned: Planned, row: RunRow): string {
  const numbers = [
    ...(row.trainLoss === undefined ? [] : [`loss ${row.trainLoss.toFixed(4)}`]),
    ...(row.testAccuracy === undefined ? [] : [`${split(planned)} ${percent(row.testAccuracy)}`]),
    ...(row.epochs === undefined ? [] : [`${row.epochs} epoch${row.epochs === 1 ? "" : "s"}`]),
    ...(row.seconds === undefined ? [] : [clock(row.seconds)]),
  ];
  return `${runName(planned)}: ${numbers.join(", ") || "done"}`;
}

/** What is worth a line of its own where lines stay; undefined for the rest. */
export function eventLine(planned: Planned, event: SweepEvent): string | undefined {
  if (event.kind === "done") return doneLine(planned, event.row);
  if (event.kind === "failed")
    return `${runName(planned)} failed${event.attempts > 1 ? ` after ${event.attempts} attempts` : ""}: ${event.error}`;
  if (event.kind === "retrying") return `${runName(planned)}: attempt ${event.attempt}, because ${event.error}`;
  if (event.kind === "started" && event.from)
    return `${runName(planned)}: goes on at step ${event.from.step} (epoch ${event.from.epoch + 1})`;
  return undefined;
}

/** The end: what was done, how long it took, and the most memory that each worker had. */
export function endLine({ total, done, failed, memory, began }: SweepCourse, now: number): string {
  const open = total - done - failed;
  const parts = [
    `${done} run${done === 1 ? "" : "s"} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(open > 0 ? [`${open} not done`] : []),
  ];
  const most = [...memory].map(([worker, { most }]) => `${worker} ${megabytes(most)}`);
  return `${parts.join(", ")} in ${clock(now - began)}${most.length > 0 ? `; memory at most: ${most.join(", ")}` : ""}`;
}
