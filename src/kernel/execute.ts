/** `execute_request`: cells one after the other, with their input, result, error, history and the requests aborted behind a failure. */
import type { Cells } from "./cells";
import { displaysSettled } from "./display/display";
import { resultOf } from "./display/result";
import type { History } from "./history";
import { allowInput } from "./input";
import { interruptible } from "./interrupts";
import type { Origin } from "./output/origin";
import { takePayload } from "./output/payload";
import { publish } from "./output/publish";
import { type CellError, describeDiagnostics, describeThrown } from "./output/traceback";
import type { Content, Message } from "./wire/message";

interface ExecuteRequest {
  code: string;
  silent?: boolean;
  store_history?: boolean;
  user_expressions?: Record<string, string>;
  allow_stdin?: boolean;
  stop_on_error?: boolean;
}
/** How a cell ended: its error, or the text of its value. */
interface Result {
  error?: CellError;
  shown?: string;
}
interface Waiting {
  aborted: boolean;
}

/** A client that runs several cells sends them at once; this long, in milliseconds, after the last one we take it that all have come. */
const QUIET = 30;
/** The number of code that is not in the history. */
const UNNUMBERED = 0;

/** How a cell ends that was interrupted: with what its own code says of the interrupt, if it does. */
function interruptedResult(result: Result | undefined, interrupted: CellError): Result {
  const { error } = result ?? {};
  if (!error || error.ename === interrupted.ename) return { error: error ?? interrupted };
  return { error: { ...interrupted, traceback: [...interrupted.traceback, "", ...error.traceback] } };
}

/** Runs the cells of one kernel. */
export class Execution {
  private count = 0;
  private running: Origin | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<Waiting>();

  /** @param together Sends all that is published in its argument in one go (see `Wire`). */
  constructor(
    private readonly cells: Cells,
    private readonly history: History,
    private readonly together: <T>(work: () => T) => T,
  ) {}

  /** Runs the request's code when those before it have ended. `reply` is called once; the state `busy` is published when the code starts. */
  async run(message: Message, reply: (content: Content) => void): Promise<void> {
    const waiting: Waiting = { aborted: false };
    this.waiting.add(waiting);
    const turn = this.last;
    let finish = () => {};
    this.last = new Promise((resolve) => {
      finish = resolve;
    });
    await turn;
    this.waiting.delete(waiting);
    const request = message.content as unknown as ExecuteRequest;
    const silent = request.silent === true;
    const origin: Origin = { parent: message.header, idents: message.idents, cell: UNNUMBERED, silent };
    this.running = origin;
    let content: Content | undefined;
    try {
      const failed = (error: unknown): Content => ({ status: "error", execution_count: this.count, ...describeThrown(error, this.cells) });
      content = await this.together(() => {
        publish("status", { execution_state: "busy" }, { origin });
        // The code itself runs later, on a stack of its own.
        return waiting.aborted ? { status: "aborted" } : this.runCell(request, origin).catch(failed);
      });
      if (content.status === "error" && request.stop_on_error !== false) await this.abortWaiting();
    } finally {
      this.together(() => {
        try {
          if (content) reply(content);
        } finally {
          this.running = undefined;
          origin.ended = true;
          publish("status", { execution_state: "idle" }, { origin });
          finish();
        }
      });
    }
  }

  /** Says again that a cell runs, after another request was answered meanwhile: clients show the last state they heard. */
  restoreStatus(): void {
    if (this.running) publish("status", { execution_state: "busy" }, { origin: this.running });
  }

  private async runCell(request: ExecuteRequest, origin: Origin): Promise<Content> {
    if (typeof request.code !== "string") throw new TypeError("An execute_request needs its code as a text.");
    const stored = !origin.silent && request.store_history !== false;
    if (stored) origin.cell = ++this.count;
    const count = this.count;
    publish("execute_input", { code: request.code, execution_count: count }, { origin });
    allowInput(request.allow_stdin === true);
    const { value, interrupted } = await interruptible(origin, () => this.evaluate(request.code, origin, count));
    const result: Result = interrupted ? interruptedResult(value, describeThrown(interrupted, this.cells)) : (value ?? {});
    await displaysSettled();
    // One turn of the event loop lets Node report a rejection nobody caught while the cell is still open.
    await new Promise((resolve) => setImmediate(resolve));
    if (stored) this.history.add(count, request.code, result.shown);
    const payload = takePayload();
    if (!result.error) {
      const expressions = request.user_expressions ?? {};
      const { value: user_expressions = {} } =
        Object.keys(expressions).length > 0 ? await interruptible(origin, () => this.evaluateAll(expressions)) : {};
      return { status: "ok", execution_count: count, payload, user_expressions };
    }
    publish("error", result.error, { origin });
    return { status: "error", execution_count: count, ...result.error };
  }

  /** Runs the code and publishes its value. Returns the error it ended with, or the text of its value. */
  private async evaluate(code: string, origin: Origin, count: number): Promise<Result> {
    const outcome = await this.cells.run(code, origin.cell);
    if (outcome.kind === "not compiled") return { error: describeDiagnostics(outcome.diagnostics) };
    if (outcome.kind === "thrown") return { error: describeThrown(outcome.error, this.cells) };
    for (const note of outcome.notes) process.stderr.write(`${note}\n`);
    if (origin.silent) return {};
    const describe = (error: unknown): string => describeThrown(error, this.cells).traceback.join("\n");
    const shown = await resultOf(outcome.value, { describe, signal: origin.stop?.deathSignal });
    if (!shown) return {};
    const { data, metadata, problem } = shown;
    if (problem) console.error(describe(problem.error));
    publish("execute_result", { data, metadata, execution_count: count }, { origin });
    const text = data["text/plain"];
    return typeof text === "string" ? { shown: text } : {};
  }

  /** The values of `user_expressions`, each with its own status. */
  private async evaluateAll(expressions: Record<string, string>): Promise<Content> {
    const values: Content = {};
    for (const [name, code] of Object.entries(expressions)) values[name] = await this.evaluateExpression(code);
    return values;
  }

  private async evaluateExpression(code: string): Promise<Content> {
    const outcome = await this.cells.run(code, UNNUMBERED);
    if (outcome.kind === "not compiled") return { status: "error", ...describeDiagnostics(outcome.diagnostics) };
    if (outcome.kind === "thrown") return { status: "error", ...describeThrown(outcome.error, this.cells) };
    const shown = await resultOf(outcome.value);
    if (shown?.problem) return { status: "error", ...describeThrown(shown.problem.error, this.cells) };
    return { status: "ok", data: shown?.data ?? { "text/plain": String(outcome.value) }, metadata: shown?.metadata ?? {} };
  }

  /** Aborts every cell the client has sent by now. What it sends after our reply runs again. */
  private async abortWaiting(): Promise<void> {
    let seen: number;
    do {
      seen = this.waiting.size;
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    } while (this.waiting.size > seen);
    for (const cell of this.waiting) cell.aborted = true;
  }
}
