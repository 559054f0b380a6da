"""Drives the kernel `tslab` as Jupyter does. Reads a job from standard input, prints what came back, both JSON.

{"folder": …, "steps": [{"code": …, "stop_on_error": …, "interrupt": …} or {"at_once": [code, …]}]} talks to one kernel;
"interrupt" interrupts it once the cell has printed something. {"folder": …, "notebook": [code, …], "allow_errors": …}
executes a notebook with nbclient.
"""

import json
import sys
import time

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

TIMEOUT = 60


def collect(client, requests, on_output=lambda: None):
    """Waits for the replies and the idle states of `requests`; returns reply and outputs of each, in order."""
    outputs = {request: [] for request in requests}
    idle = set()
    while idle < set(requests):
        message = client.get_iopub_msg(timeout=TIMEOUT)
        request = message["parent_header"].get("msg_id")
        if request not in outputs:
            continue
        if message["msg_type"] != "status":
            outputs[request].append({"type": message["msg_type"], **message["content"]})
            if message["msg_type"] == "stream":
                on_output()
                on_output = lambda: None
        elif message["content"]["execution_state"] == "idle":
            idle.add(request)
    replies = {}
    while not replies.keys() >= set(requests):
        reply = client.get_shell_msg(timeout=TIMEOUT)
        replies[reply["parent_header"]["msg_id"]] = reply["content"]
    return [{"reply": replies[request], "outputs": outputs[request]} for request in requests]


def run_step(manager, client, step):
    if "at_once" in step:
        return collect(client, [client.execute(code) for code in step["at_once"]])
    request = client.execute(step["code"], stop_on_error=step.get("stop_on_error", True))
    return collect(client, [request], manager.interrupt_kernel if step.get("interrupt") else lambda: None)


def run_steps(job):
    manager, client = start_new_kernel(kernel_name="tslab", cwd=job["folder"])
    try:
        results = [result for step in job["steps"] for result in run_step(manager, client, step)]
        start = time.monotonic()
        client.stop_channels()
        manager.shutdown_kernel()
        return {"results": results, "shutdown_seconds": time.monotonic() - start}
    finally:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def run_notebook(job):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in job["notebook"]])
    client = NotebookClient(
        notebook, kernel_name="tslab", timeout=TIMEOUT, allow_errors=job["allow_errors"], resources={"metadata": {"path": job["folder"]}}
    )
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = str(error)
    return {"outputs": [cell.outputs for cell in notebook.cells], "failure": failure}


job = json.load(sys.stdin)
print(json.dumps(run_notebook(job) if "notebook" in job else run_steps(job)))
