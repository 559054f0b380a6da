"""Executes notebooks one after the other, each in a fresh kernel, and writes them with their outputs.

The first line of standard input is the job, as JSON; the end of standard input means: stop. Each line of standard
output is one event, as JSON. Started by run.ts, which shares the names used here.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from page import write_page

# Kernels inherit standard output; what they print must not get between the events.
EVENTS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def emit(event, **fields):
    print(json.dumps({"event": event, **fields}), file=EVENTS, flush=True)


def first_line(source):
    return next((line.strip() for line in source.splitlines() if line.strip()), "")


def code_cells(notebook):
    """The cells that run. Their order is the kernel's own count."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def strip_run(notebook):
    """Leaves nothing of the single run: no times, no state of widgets."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)


def clear_outputs(notebook):
    """Forgets an earlier run: what a run that fails or is stopped does not come to must not look done."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None


def temporary_folder():
    """Gives the kernels, and the browsers that they start, a temporary folder of their own."""
    folder = tempfile.mkdtemp(prefix="largebatch-")
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = folder
    return folder


def remove_folder(folder):
    """The browser of a kernel that was killed ends a moment later, and writes until then."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.1)


class Runner:
    def __init__(self, job):
        self.job = job
        self.paths = [Path(path) for path in job["notebooks"]]
        self.client = None
        self.stopping = False
        self.task = None
        # The kernel of the notebook that comes next starts while one runs: that takes seconds.
        self.coming = None
        self.managers = []

    def stop(self):
        self.stopping = True
        if self.client:
            self.client.shutdown_kernel = "immediate"
        if self.task:
            self.task.cancel()

    async def run(self):
        self.task = asyncio.current_task()
        try:
            self.coming = asyncio.create_task(self.start(0))
            for i in range(len(self.paths)):
                if not await self.execute(i):
                    return 1
            return 0
        finally:
            if self.coming:
                self.coming.cancel()
                await asyncio.gather(self.coming, return_exceptions=True)
            # A stop while a kernel starts leaves it to us.
            for manager in self.managers:
                if manager.has_kernel:
                    await manager.shutdown_kernel(now=True)

    async def start(self, i):
        """A notebook without outputs, with a kernel that is on its way."""
        path = self.paths[i]
        notebook = nbformat.read(path, as_version=4)
        clear_outputs(notebook)
        client = NotebookClient(
            notebook,
            kernel_name=self.job["kernel"],
            timeout=None,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.km = client.create_kernel_manager()
        self.managers.append(client.km)
        await client.async_start_new_kernel(env=self.environment(i))
        return client

    def environment(self, i):
        """What a kernel knows: where those before it lie, once they are executed (show-ledger.ts)."""
        before = [str(self.out(path)) for path in self.paths[:i]]
        return {**os.environ, **({"LARGEBATCH_EXECUTED": os.pathsep.join(before)} if self.job["chained"] and before else {})}

    def out(self, path):
        return Path(self.job["out"]) / path.name

    async def execute(self, i):
        """Runs one notebook and writes it, finished or not. Returns whether it finished."""
        path = self.paths[i]
        self.client = await self.coming
        self.coming = asyncio.create_task(self.start(i + 1)) if i + 1 < len(self.paths) else None
        notebook = self.client.nb
        cells = code_cells(notebook)
        where = {"notebook": path.stem, "total": len(cells)}
        number = {id(cell): i + 1 for i, cell in enumerate(cells)}
        running = None

        def started(cell, cell_index):
            nonlocal running
            running = cell
            emit("cell started", **where, index=number[id(cell)], line=first_line(cell.source))

        def finished(cell, cell_index, execute_reply):
            emit("cell finished", **where, index=number[id(cell)], line=first_line(cell.source))

        self.client.on_cell_execute = started
        self.client.on_cell_executed = finished
        failure = None
        emit("notebook started", **where)
        try:
            await self.client.async_execute()
        except CellExecutionError as error:
            failure = {"name": error.ename, "message": error.evalue}
        except (asyncio.CancelledError, DeadKernelError) as error:
            if self.stopping or isinstance(error, asyncio.CancelledError):
                if running:
                    self.write(path, notebook)
                raise asyncio.CancelledError from None
            failure = {"name": "KernelDied", "message": "the kernel died while it ran this cell (out of memory?)"}
        self.write(path, notebook)
        if failure:
            at = {"index": number[id(running)], "source": running.source} if running else {"index": 0, "source": ""}
            emit("error", **where, **at, **failure)
        return failure is None

    def write(self, path, notebook):
        strip_run(notebook)
        executed = self.out(path)
        executed.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, executed)
        emit("written", path=str(executed))
        page = executed.with_suffix(".html")
        page.write_text(write_page(notebook, path.stem, self.job["scripts"], os.environ.get("SCALE", "small")), encoding="utf-8")
        emit("written", path=str(page))


async def main():
    runner = Runner(json.loads(sys.stdin.readline()))
    loop = asyncio.get_running_loop()

    def watch():
        sys.stdin.read()
        loop.call_soon_threadsafe(runner.stop)

    threading.Thread(target=watch, daemon=True).start()
    try:
        return await runner.run()
    except asyncio.CancelledError:
        return 130


if __name__ == "__main__":
    temporary = temporary_folder()
    try:
        code = asyncio.run(main())
    finally:
        remove_folder(temporary)
    EVENTS.flush()
    # The thread that waits for the end of standard input would hold up an ordinary exit.
    os._exit(code)
