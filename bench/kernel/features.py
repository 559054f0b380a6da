"""What a TypeScript kernel can do, probed from the client's side. Prints `{feature: "ok" or why not}` as JSON.

python features.py KERNELSPEC KERNEL: the kernelspec, and whose it is: largebatch, tslab or deno. Runs in the current folder, where modules are written.
"""

import json
import os
import re
import sys
import time
from pathlib import Path
from queue import Empty

from jupyter_client.manager import start_new_kernel
from jupyter_client.session import Session

SPEC, KERNEL = sys.argv[1:]
# Deno wants the names of modules whole.
TS = ".ts" if KERNEL == "deno" else ""
ANSWER = 15
PROBES = []


def probe(feature):
    def add(function):
        PROBES.append((feature, function))
        return function

    return add


class Kernel:
    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name=SPEC, startup_timeout=90)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def reply(self, request, timeout=ANSWER):
        limit = time.monotonic() + timeout
        while (left := limit - time.monotonic()) > 0:
            try:
                message = self.client.get_shell_msg(timeout=left)
            except Empty:
                break
            if message["parent_header"].get("msg_id") == request:
                return message["content"]
        raise TimeoutError("no reply")

    def outputs(self, quiet=0.5):
        """What was published, with whose request it belongs to, until nothing comes for a while."""
        found = []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=quiet)
            except Empty:
                return found
            if message["msg_type"] != "status":
                found.append((message["parent_header"].get("msg_id"), message["msg_type"], message["content"]))

    def run(self, code, timeout=ANSWER, quiet=0.5, **options):
        """Runs a cell. Returns its reply and its own outputs."""
        request = self.send(code, **options)
        reply = self.reply(request, timeout)
        return reply, [(kind, content) for parent, kind, content in self.outputs(quiet) if parent == request]

    def value(self, code):
        reply, outputs = self.run(code)
        assert reply["status"] == "ok", reply
        return plain("".join(content.get("text", "") or str(content.get("data", {}).get("text/plain", "")) for _, content in outputs))

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def texts(outputs):
    return plain("".join(content.get("text", "") for kind, content in outputs if kind == "stream"))


@probe("the last value is an `execute_result`")
def result(kernel):
    _, outputs = kernel.run("6 * 7")
    assert [plain(content["data"]["text/plain"]) for kind, content in outputs if kind == "execute_result"] == ["42"], outputs


@probe("several MIME types in one output, by `Symbol.for(\"Jupyter.display\")`")
def bundle(kernel):
    _, outputs = kernel.run('({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>1</b>", "text/plain": "1" }) })')
    assert any({"text/html", "text/plain"} <= set(content.get("data", {})) for _, content in outputs), outputs


@probe("an `error` message with name, value and traceback")
def error(kernel):
    reply, outputs = kernel.run("throw new RangeError('no minimum')")
    (content,) = [content for kind, content in outputs if kind == "error"]
    assert (content["ename"], content["evalue"]) == ("RangeError", "no minimum") and content["traceback"], content
    assert reply["status"] == "error" and reply["ename"] == "RangeError", reply


@probe("the traceback names the TypeScript line and shows it")
def line(kernel):
    _, outputs = kernel.run("interface A {\n  a: number;\n}\nconst x: A = { a: 1 };\nthrow new Error('here ' + x.a);")
    said = plain("\n".join("\n".join(content["traceback"]) for kind, content in outputs if kind == "error"))
    assert re.search(r"line 5\b|:5:", said) and "throw new Error('here ' + x.a)" in said, said


@probe("types are checked")
def types(kernel):
    assert kernel.run('const rate: number = "a";')[0]["status"] == "error"


@probe("… strictly")
def strict(kernel):
    assert kernel.run("function width(text: string | null) { return text.length; }")[0]["status"] == "error"


@probe("cells sent behind a failing one run, where the client says so (`stop_on_error` false)")
def nothing_skipped(kernel):
    requests = [kernel.send("throw new Error('first')", stop_on_error=False), kernel.send("1"), kernel.send("2")]
    assert [kernel.reply(request)["status"] for request in requests] == ["error", "ok", "ok"]


@probe("output of late work goes to the cell that started it")
def late(kernel):
    begun = kernel.send("setTimeout(() => console.log('late'), 700); 0")
    waiting = kernel.send("await new Promise((resolve) => setTimeout(resolve, 1500));")
    kernel.reply(begun), kernel.reply(waiting)
    assert [parent for parent, kind, content in kernel.outputs() if "late" in content.get("text", "")] == [begun]


@probe("an error in a timer is reported in its cell, and the kernel lives")
def timer(kernel):
    begun = kernel.send("setTimeout(() => { throw new Error('in a timer'); }, 300); 0")
    waiting = kernel.send("await new Promise((resolve) => setTimeout(resolve, 1000));")
    kernel.reply(begun), kernel.reply(waiting)
    assert begun in [parent for parent, kind, content in kernel.outputs() if "in a timer" in json.dumps(content) and kind in ("error", "stream")]
    assert kernel.value("1 + 1") == "2"


@probe("a child process's output reaches the notebook")
def child(kernel):
    _, outputs = kernel.run('import { spawnSync } from "node:child_process";\nspawnSync("echo", ["from a child"], { stdio: "inherit" }).status', quiet=1)
    assert "from a child" in texts(outputs), outputs


@probe("`prompt()` asks the reader")
def stdin(kernel):
    request = kernel.send('prompt("name?")', allow_stdin=True)
    asked = kernel.client.get_stdin_msg(timeout=ANSWER)
    assert asked["content"]["prompt"].startswith("name?"), asked
    kernel.client.input("Ada")
    kernel.reply(request)
    assert "Ada" in json.dumps([content for parent, _, content in kernel.outputs() if parent == request])


@probe("history")
def history(kernel):
    kernel.value("1 + 2")
    request = kernel.client.history(hist_access_type="tail", n=1)
    assert kernel.reply(request)["history"][0][2] == "1 + 2"


@probe("`user_expressions`")
def expressions(kernel):
    reply, _ = kernel.run("const depth = 3;", user_expressions={"depth": "depth + 1"})
    assert plain(reply["user_expressions"]["depth"]["data"]["text/plain"]) == "4", reply


@probe("`silent`: nothing is shown")
def silent(kernel):
    _, outputs = kernel.run("6 * 7", silent=True)
    assert outputs == [], outputs


@probe("comms: `comm_info` is answered, an unknown target is closed")
def comms(kernel):
    assert kernel.reply(kernel.client.comm_info())["comms"] == {}
    message = kernel.client.session.msg("comm_open", {"comm_id": "1", "target_name": "nobody", "data": {}})
    kernel.client.shell_channel.send(message)
    assert "comm_close" in [kind for _, kind, _ in kernel.outputs(quiet=2)]


@probe("answers on the control channel while a cell computes")
def control(kernel):
    busy = kernel.send("const end = Date.now() + 4000; while (Date.now() < end);")
    time.sleep(0.5)
    message = kernel.client.session.msg("kernel_info_request", {})
    kernel.client.control_channel.send(message)
    answer = kernel.client.get_control_msg(timeout=2)
    assert answer["msg_type"] == "kernel_info_reply"
    kernel.reply(busy)


def interrupted(kernel, code):
    """Interrupts a cell that counts; it must end, stay ended, and the next cell must be answered."""
    kernel.value("(globalThis as any).count = 0;")
    request = kernel.send(code)
    time.sleep(1.5)
    kernel.manager.interrupt_kernel()
    assert kernel.reply(request, 8)["status"] != "ok"
    first = kernel.value("(globalThis as any).count")
    time.sleep(0.5)
    assert kernel.value("(globalThis as any).count") == first != "0"


COUNT = "(globalThis as any).count++;"
PAUSE = "await new Promise((resolve) => setTimeout(resolve, 10));"
probe("stop: a loop that awaits")(lambda kernel: interrupted(kernel, f"while (true) {{ {COUNT} {PAUSE} }}"))
probe("stop: a loop that computes")(lambda kernel: interrupted(kernel, f"while (true) {{ {COUNT} }}"))
probe("stop: a loop that computes, after an `await`")(lambda kernel: interrupted(kernel, f"{PAUSE}\nwhile (true) {{ {COUNT} }}"))


@probe("an edited module is read again")
def edited(kernel):
    Path("depth.ts").write_text("export const depth = 1;\n")
    code = f'import {{ depth }} from "./depth{TS}";\ndepth'
    assert kernel.value(code) == "1"
    Path("depth.ts").write_text("export const depth = 2;\n")
    time.sleep(0.2)
    assert kernel.value(code) == "2"


@probe("modules outside the notebook's folder (`../src`)")
def outside(kernel):
    folder = Path("..", "outside")
    folder.mkdir(exist_ok=True)
    (folder / "width.ts").write_text("export const width: number = 5;\n")
    assert kernel.value(f'import {{ width }} from "../outside/width{TS}";\nwidth') == "5"


@probe("malformed and wrongly signed messages are dropped, and do no harm")
def malformed(kernel):
    socket = kernel.client.shell_channel.socket
    socket.send_multipart([b"no message"])
    socket.send_multipart([b"<IDS|MSG>", b"", b"{", b"{}", b"{}", b"{}"])
    wrong = Session(key=b"another key")
    code = '(await import("node:fs")).writeFileSync("executed", "")'
    wrong.send(socket, "execute_request", {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False})
    assert kernel.value("1 + 1") == "2" and not Path("executed").exists()


@probe("ends within a second, whatever timers are left")
def shutdown(kernel):
    kernel.value("setInterval(() => {}, 100); 0")
    kernel.client.shutdown()
    begun = time.monotonic()
    while kernel.manager.provisioner.process.poll() is None and time.monotonic() - begun < 1:
        time.sleep(0.02)
    assert kernel.manager.provisioner.process.poll() is not None, "still there after a second"


def main():
    # The kernels inherit our standard output; only the outcomes may go there.
    outcomes = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    found, kernel = {}, None
    for feature, function in PROBES:
        try:
            kernel = kernel or Kernel()
            function(kernel)
            found[feature] = "ok"
        except Exception as error:
            found[feature] = f"{type(error).__name__}: {str(error)[:500]}"
            # What a failed probe left behind is no fault of the next one.
            if kernel:
                kernel.end()
            kernel = None
    if kernel:
        kernel.end()
    json.dump(found, outcomes)


main()
