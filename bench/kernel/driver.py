"""Measures Jupyter kernels from the client's side. Reads requests from standard input, one JSON a line, and answers each with one.

{"open": NAME, "spec": KERNELSPEC, "kernel": KIND} names a kernel; {"measure": TASK, "name": NAME} measures it:
start, trivial, declaring, lines, display or memory. {"close": true} ends everything. Times in milliseconds, memory in bytes.
"""

import json
import os
import re
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from queue import Empty

import psutil
import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

TIMEOUT = 120
QUIET = 1
LINES = 100_000
DISPLAY_BYTES = 5_000_000
CELLS = 500
SHORT_CELLS = 20

HTML = '"0123456789".repeat(%d)' % (DISPLAY_BYTES // 10)
TYPESCRIPT = {
    "trivial": "1 + 1",
    "declaring": "const a{n} = {{ n: {n} }}; function f{n}(x: number): number {{ return x + a{n}.n; }}\nf{n}(1)",
    "lines": f"for (let i = 0; i < {LINES}; i++) console.log('line', i);",
    "display": '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": %s }) })' % HTML,
}
TASKS = {
    "typescript": TYPESCRIPT,
    "tslab": {**TYPESCRIPT, "display": f'import * as tslab from "tslab";\ntslab.display.html({HTML});'},
    "python": {
        "trivial": "1 + 1",
        "declaring": "a{n} = {{'n': {n}}}\ndef f{n}(x): return x + a{n}['n']\nf{n}(1)",
        "lines": f"for i in range({LINES}): print('line', i)",
        "display": f"from IPython.display import HTML, display\ndisplay(HTML('0123456789' * {DISPLAY_BYTES // 10}))",
    },
}


class Kernel:
    """One kernel and a client of it."""

    def __init__(self, spec, kind):
        self.tasks = TASKS[kind]
        self.declared = self.lost = 0
        context = zmq.Context()
        # What a client throws away is no loss of the kernel's.
        context.setsockopt(zmq.RCVHWM, 0)
        self.begun = time.perf_counter()
        self.manager = KernelManager(context=context)
        self.manager._kernel_spec = KernelSpec(**spec)
        self.log = tempfile.TemporaryFile()
        self.manager.start_kernel(stdout=self.log, stderr=self.log)
        self.client = self.manager.client()
        self.client.start_channels()

    def ready(self):
        """Milliseconds from the start to the answer to a first cell."""
        request = self.client.execute(self.tasks["trivial"])
        reply = self.reply(request)
        elapsed = (time.perf_counter() - self.begun) * 1e3
        if reply["status"] != "ok":
            raise RuntimeError(f"the first cell failed: {reply}")
        self.client.wait_for_ready(timeout=TIMEOUT)
        return elapsed

    def reply(self, request, timeout=TIMEOUT):
        """The reply to a request; None if it is not there in time."""
        while True:
            try:
                message = self.client.get_shell_msg(timeout=timeout)
            except Empty:
                if timeout > 0:
                    raise
                return None
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def run(self, code, complete):
        """Runs a cell. Returns milliseconds until reply, idle state and last output, and the outputs.

        Outputs that come after the idle state (Deno's do at times) are waited for until `complete(outputs)`.
        """
        outputs, idle, reply = [], False, None
        begun = ended = time.perf_counter()
        request = self.client.execute(code)
        while not (idle and complete(outputs)):
            try:
                message = self.client.get_iopub_msg(timeout=QUIET)
            except Empty:
                # Stock tslab loses its idle state among many lines: there the reply, and then silence, is the end.
                if reply:
                    break
                reply = self.reply(request, 0)
                if not reply and time.perf_counter() - ended > TIMEOUT:
                    raise TimeoutError(f"no reply for {TIMEOUT} seconds") from None
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            ended = time.perf_counter()
            if message["msg_type"] != "status":
                outputs.append((message["msg_type"], message["content"]))
            elif message["content"]["execution_state"] == "idle":
                idle = True
        if not reply:
            reply = self.reply(request)
            ended = time.perf_counter()
        if reply["status"] != "ok":
            raise RuntimeError(f"a cell failed: {json.dumps(reply)[:500]}")
        return (ended - begun) * 1e3, outputs

    def memory(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])

    def trivial(self):
        return self.answer(self.tasks["trivial"], "2")

    def declare(self):
        self.declared += 1
        return self.answer(self.tasks["declaring"].format(n=self.declared), str(self.declared + 1))

    def answer(self, code, wanted):
        """Milliseconds of a cell. Stock tslab loses an answer now and then; a wrong one is an error."""
        elapsed, outputs = self.run(code, text_of)
        got = text_of(outputs)
        if got not in (wanted, ""):
            raise RuntimeError(f"expected {wanted!r}, got {got[:200]!r}")
        self.lost += not got
        return elapsed

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.context.destroy(linger=0)
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-1000:]


def text_of(outputs):
    """The last value of a cell, as a result or, as stock tslab gives it, in print."""
    results = [content["data"].get("text/plain") for kind, content in outputs if kind == "execute_result"]
    text = (results or ["".join(content["text"] for kind, content in outputs if kind == "stream")])[-1]
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def start(kernel):
    fresh = Kernel(kernel.spec, kernel.kind)
    try:
        return {"ms": fresh.ready()}
    finally:
        fresh.end()


def trivial(kernel):
    """The median of 20 trivial cells, one after the other."""
    return short(kernel.running(), Kernel.trivial)


def declaring(kernel):
    """The median of 20 cells that each declare a variable and a function."""
    return short(kernel.running(), Kernel.declare)


def short(kernel, cell):
    kernel.lost = 0
    elapsed = statistics.median(cell(kernel) for _ in range(SHORT_CELLS))
    return {"ms": elapsed, "lost": kernel.lost}


def lines(kernel):
    """100,000 lines; how many of them arrived, and whether those are in order."""
    elapsed, outputs = kernel.running().run(kernel.running().tasks["lines"], lambda outputs: False)
    arrived = "".join(content["text"] for kind, content in outputs if kind == "stream").split("\n")
    numbers = [int(line.removeprefix("line ")) for line in arrived if line.startswith("line ")]
    return {"ms": elapsed, "arrived": len(set(numbers)), "ordered": numbers == sorted(set(numbers)), "messages": len(outputs)}


def display(kernel):

    def html_of(outputs):
        return [content["data"]["text/html"] for _, content in outputs if "text/html" in content.get("data", {})]

    elapsed, outputs = kernel.running().run(kernel.running().tasks["display"], html_of)
    html = html_of(outputs)
    if html != ["0123456789" * (DISPLAY_BYTES // 10)]:
        raise RuntimeError(f"the display did not arrive whole: {[len(each) for each in html]}")
    return {"ms": elapsed}


def memory(kernel):
    """Memory of a fresh kernel after 500 declaring cells, and how much of it they added."""
    fresh = Kernel(kernel.spec, kernel.kind)
    try:
        fresh.ready()
        before = fresh.memory()
        for _ in range(kernel.cells):
            fresh.declare()
        after = fresh.memory()
        return {"bytes": after, "added": after - before, "lost": fresh.lost}
    finally:
        fresh.end()


class Named:
    """A kernel by name; the one for short measurements is started when first needed and rests in between."""

    def __init__(self, spec, kind, cells):
        self.spec, self.kind, self.cells = spec, kind, cells
        self.kernel = None

    def running(self):
        if self.kernel is None:
            self.kernel = Kernel(self.spec, self.kind)
            self.kernel.ready()
        return self.kernel

    def end(self):
        """Ends the resting kernel; returns the last that it wrote to its own standard output and error."""
        log = self.kernel.end() if self.kernel else ""
        self.kernel = None
        return log


MEASURES = {each.__name__: each for each in (start, trivial, declaring, lines, display, memory)}


def main():
    # The kernels inherit our standard output; only answers may go there.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    kernels = {}
    try:
        for line in sys.stdin:
            request = json.loads(line)
            if "close" in request:
                break
            try:
                if "open" in request:
                    kernels[request["open"]] = Named(request["spec"], request["kernel"], request.get("cells", CELLS))
                    answer = {"version": version("ipykernel")} if request["kernel"] == "python" else {}
                else:
                    answer = MEASURES[request["measure"]](kernels[request["name"]])
            except Exception as error:
                log = kernels[request["name"]].end() if "name" in request else ""
                answer = {"error": f"{type(error).__name__}: {error}\n{log}".strip()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
    finally:
        for kernel in kernels.values():
            kernel.end()


main()
