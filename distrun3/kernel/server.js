"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.serve = serve;
const comms_1 = require("./comms");
const completeness_1 = require("./compile/completeness");
const completion_1 = require("./compile/completion");
const display_1 = require("./display/display");
const execute_1 = require("./execute");
const history_1 = require("./history");
const input_1 = require("./input");
const kernel_info_1 = require("./kernel-info");
const origin_1 = require("./output/origin");
const publish_1 = require("./output/publish");
const traceback_1 = require("./output/traceback");
const message_1 = require("./wire/message");
/** Serves what comes over `wire` with `cells`. */
function serve(cells, wire) {
    const history = new history_1.History();
    const execution = new execute_1.Execution(cells, history, (work) => wire.together(work));
    const answers = {
        kernel_info_request: () => kernel_info_1.kernelInfo,
        complete_request: (content) => (0, completion_1.complete)(cells, content),
        inspect_request: (content) => (0, completion_1.inspect)(cells, content),
        is_complete_request: ({ code }) => ({ ...(0, completeness_1.completeness)(String(code)) }),
        history_request: (content) => history.answer(content),
        comm_info_request: comms_1.commInfo,
        // Comm messages have no reply.
        comm_open: (_, message) => void (0, comms_1.takeOpen)(message),
        comm_msg: (_, message) => void (0, comms_1.takeMessage)(message),
        comm_close: (_, message) => void (0, comms_1.takeClose)(message),
    };
    const replyTo = (message, channel, content) => {
        const type = message.header.msg_type.replace(/_request$/, "_reply");
        wire.send(channel, (0, message_1.compose)(type, content, message.header, { idents: message.idents }));
    };
    function answer(message, channel) {
        const origin = { parent: message.header, idents: message.idents, cell: 0, silent: false };
        const done = () => {
            delete origin.whenHalted;
            (0, publish_1.publish)("status", { execution_state: "idle" }, { origin });
            execution.restoreStatus();
        };
        origin.whenHalted = done;
        (0, publish_1.publish)("status", { execution_state: "busy" }, { origin });
        try {
            const content = (0, origin_1.runIn)(origin, () => answers[message.header.msg_type]?.(message.content, message));
            if (content)
                replyTo(message, channel, content);
        }
        catch (error) {
            const described = (0, traceback_1.describeThrown)(error, cells);
            if (message.header.msg_type.endsWith("_request"))
                replyTo(message, channel, { status: "error", ...described });
            else
                (0, publish_1.publish)("error", described, { origin });
        }
        done();
    }
    (0, publish_1.connectPublish)((message) => wire.send("iopub", message));
    (0, display_1.connectDisplay)((error) => (0, traceback_1.describeThrown)(error, cells).traceback.join("\n"));
    (0, input_1.connectInput)((message) => wire.askInput(message));
    wire.onMessage((message, channel) => {
        if (message.header.msg_type === "execute_request")
            void execution.run(message, (content) => replyTo(message, channel, content));
        else
            answer(message, channel);
    });
}
//# sourceMappingURL=server.js.map