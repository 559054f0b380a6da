/** Which request gets which answer. Requests come from the wire, already verified; each is answered by a file of its own. */
import type { Cells } from "./cells";
import { commInfo, takeClose, takeMessage, takeOpen } from "./comms";
import { completeness } from "./compile/completeness";
import { complete, inspect } from "./compile/completion";
import { connectDisplay } from "./display/display";
import { Execution } from "./execute";
import { History } from "./history";
import { connectInput } from "./input";
import { kernelInfo } from "./kernel-info";
import { type Origin, runIn } from "./output/origin";
import { connectPublish, publish } from "./output/publish";
import { describeThrown } from "./output/traceback";
import type { Wire } from "./wire";
import { type Channel, type Content, compose, type Message } from "./wire/message";

type Answer = (content: Content, message: Message) => Content | undefined;

/** Serves what comes over `wire` with `cells`. */
export function serve(cells: Cells, wire: Wire): void {
  const history = new History();
  const execution = new Execution(cells, history, (work) => wire.together(work));
  const answers: Record<string, Answer> = {
    kernel_info_request: () => kernelInfo,
    complete_request: (content) => complete(cells, content),
    inspect_request: (content) => inspect(cells, content),
    is_complete_request: ({ code }) => ({ ...completeness(String(code)) }),
    history_request: (content) => history.answer(content),
    comm_info_request: commInfo,
    // Comm messages have no reply.
    comm_open: (_, message) => void takeOpen(message),
    comm_msg: (_, message) => void takeMessage(message),
    comm_close: (_, message) => void takeClose(message),
  };

  const replyTo = (message: Message, channel: Channel, content: Content): void => {
    const type = message.header.msg_type.replace(/_request$/, "_reply");
    wire.send(channel, compose(type, content, message.header, { idents: message.idents }));
  };

  function answer(message: Message, channel: Channel): void {
    const origin: Origin = { parent: message.header, idents: message.idents, cell: 0, silent: false };
    const done = (): void => {
      delete origin.whenHalted;
      publish("status", { execution_state: "idle" }, { origin });
      execution.restoreStatus();
    };
    origin.whenHalted = done;
    publish("status", { execution_state: "busy" }, { origin });
    try {
      const content = runIn(origin, () => answers[message.header.msg_type]?.(message.content, message));
      if (content) replyTo(message, channel, content);
    } catch (error) {
      const described = describeThrown(error, cells);
      if (message.header.msg_type.endsWith("_request")) replyTo(message, channel, { status: "error", ...described });
      else publish("error", described, { origin });
    }
    done();
  }

  connectPublish((message) => wire.send("iopub", message));
  connectDisplay((error) => describeThrown(error, cells).traceback.join("\n"));
  connectInput((message) => wire.askInput(message));
  wire.onMessage((message, channel) => {
    if (message.header.msg_type === "execute_request") void execution.run(message, (content) => replyTo(message, channel, content));
    else answer(message, channel);
  });
}
