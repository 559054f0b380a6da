/** The Jupyter side of the kernel: tslab's server with a full answer to `execute_request` (input, results, errors, aborted cells). */

import * as tslabJupyter from "tslab/dist/jupyter";
import { JupyterHandlerImpl, ZmqServer } from "tslab/dist/jupyter";
import type { Cells } from "./cells";
import { bundleOf } from "./result";
import { typescriptVersion } from "./source-maps";
import { directStreams, flushStreams } from "./streams";
import { type CellError, describeDiagnostics, describeThrown } from "./traceback";

type Message = Parameters<ZmqServer["publishStatus"]>[1];
interface ExecuteRequest {
  code: string;
  silent?: boolean;
  stop_on_error?: boolean;
}
interface Waiting {
  aborted: boolean;
}

/** A client that runs several cells sends them at once; this long, in milliseconds, after the last one we take it that all have come. */
const QUIET = 30;

/** Serves one Jupyter connection. */
export class KernelServer extends ZmqServer {
  private executionCount = 0;
  private last: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<Waiting>();

  /** @param connectionFile The path of Jupyter's connection file. */
  constructor(
    private readonly cells: Cells,
    connectionFile: string,
  ) {
    super(new JupyterHandlerImpl(cells.executor, false), connectionFile);
    const stock = this.handler.handleKernel.bind(this.handler);
    this.handler.handleKernel = () => {
      const info = stock();
      info.language_info.version = typescriptVersion;
      return info;
    };
  }

  /** Opens the sockets. */
  override async init(): Promise<void> {
    await super.init();
    // Without this a send waits for the one before it, and zeromq throws away what comes meanwhile.
    for (const socket of [this.iopub, this.shell, this.control]) socket.sendTimeout = 0;
  }

  /** Answers `execute_request`, one cell after the other. */
  override async handleExecute(socket: unknown, message: Message): Promise<void> {
    const waiting: Waiting = { aborted: false };
    this.waiting.add(waiting);
    const turn = this.last;
    let finish = () => {};
    this.last = new Promise((resolve) => {
      finish = resolve;
    });
    await turn;
    this.waiting.delete(waiting);
    try {
      const request = message.content as ExecuteRequest;
      const content = waiting.aborted ? { status: "aborted" } : await this.runCell(request, message);
      if (content.status === "error" && request.stop_on_error !== false) await this.abortWaiting();
      this.send(message, "execute_reply", content, socket);
    } finally {
      finish();
    }
  }

  /** Answers `shutdown_request` and ends the process, whatever timers the cells have left. */
  override close(): void {
    super.close();
    setImmediate(() => process.exit(0));
  }

  private async runCell(request: ExecuteRequest, message: Message): Promise<{ status: string } & Record<string, unknown>> {
    if (!request.silent) {
      this.executionCount++;
      this.send(message, "execute_input", { code: request.code, execution_count: this.executionCount });
    }
    const count = this.executionCount;
    directStreams((name, text) => this.publish(message, "stream", { name, text }));
    // `display` of this package and tslab's own find the running cell through this variable.
    (tslabJupyter as { lastWriteDisplayData: unknown }).lastWriteDisplayData = (content: object, update: boolean) =>
      this.send(message, update ? "update_display_data" : "display_data", content);
    const error = await this.evaluate(request, message, count);
    // One turn of the event loop lets Node report a rejection nobody caught while the cell is still open.
    await new Promise((resolve) => setImmediate(resolve));
    flushStreams();
    if (!error) return { status: "ok", execution_count: count, payload: [], user_expressions: {} };
    if (!request.silent) this.send(message, "error", error);
    return { status: "error", execution_count: count, ...error };
  }

  /** Runs the code and publishes its value. Returns the error it ended with, if any. */
  private async evaluate(request: ExecuteRequest, message: Message, count: number): Promise<CellError | undefined> {
    const outcome = await this.cells.run(request.code, count);
    if (outcome.kind === "not compiled") return describeDiagnostics(outcome.diagnostics);
    if (outcome.kind === "thrown") return describeThrown(outcome.error, this.cells);
    for (const note of outcome.notes) process.stderr.write(`${note}\n`);
    try {
      const data = request.silent ? undefined : await bundleOf(outcome.value);
      if (data) this.send(message, "execute_result", { data, metadata: {}, execution_count: count });
      return undefined;
    } catch (error) {
      return describeThrown(error, this.cells);
    }
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

  private send(parent: Message, type: string, content: object, socket: unknown = this.iopub): void {
    flushStreams();
    this.publish(parent, type, content, socket);
  }

  private publish(parent: Message, type: string, content: object, socket: unknown = this.iopub): void {
    const message = parent.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.connInfo.key, socket);
  }
}
