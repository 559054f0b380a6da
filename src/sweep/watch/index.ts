/** A live page of a sweep: `sweep --watch`. */
import type { SweepEvent } from "../executor";
import type { SweepStage } from "../sweep";
import { board } from "./board";
import { serveBoard, type WatchPage } from "./server";

export interface SweepWatch extends WatchPage {
  onStage(stage: Omit<SweepStage, "stored">): void;
  onEvent(event: SweepEvent): void;
}

/** Starts to serve; what the sweep tells is to be passed on to it. */
export async function watchSweep(): Promise<SweepWatch> {
  const { onStage, onEvent, ...rest } = board();
  const page = await serveBoard({ onStage, onEvent, ...rest });
  return { onStage, onEvent, ...page };
}
