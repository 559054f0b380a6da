/** The second process of `inTwo`: does the items that its parent sends, one after the other, tells of each, and ends; or when the parent does. */
import { useBackend } from "../backend";
import type { FromHelper, ToHelper } from "./protocol";
import { TASKS } from "./tasks";

/** Ctrl-C in a terminal goes to all processes of a command: what it means is the parent's to say. */
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.once("message", async ({ task, items }: ToHelper) => {
  let finished = 0;
  const tell = () => void process.send?.({ finished: finished++ } satisfies FromHelper, undefined, undefined, () => undefined);
  try {
    await useBackend();
    await TASKS[task](items as never, tell);
    process.disconnect();
  } catch {
    // The parent does the item at hand by itself, and says what is wrong with it.
    process.exit(1);
  }
});
