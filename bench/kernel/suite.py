"""Runs Jupyter's own test suite, with the samples of test/kernel/protocol.py, against any kernel. Prints `{test: outcome}` as JSON.

python suite.py KERNELSPEC KERNEL: the kernelspec, and whose own functions the samples call to display: largebatch, tslab or deno.
"""

import importlib.util
import json
import os
import signal
import sys
import unittest
from pathlib import Path

SPEC, KERNEL = sys.argv[1:]
found = importlib.util.spec_from_file_location("protocol", Path(__file__).parents[2] / "test" / "kernel" / "protocol.py")
protocol = importlib.util.module_from_spec(found)
sys.argv = [sys.argv[0], SPEC]
found.loader.exec_module(protocol)


def displays(call):
    samples = {"text/html": "<b>1</b>", "text/markdown": "**1**", "image/png": protocol.PNG, "application/json": {"batch": 32}}
    return [{"code": call(mime, json.dumps(data)), "mime": mime} for mime, data in samples.items()]


# Each kernel shows through its own functions; what it has no function for keeps the sample that needs ours, and fails.
TSLAB = {"text/html": "html", "text/markdown": "markdown", "image/png": "png"}
OWN = {
    "largebatch": {},
    "tslab": {
        "code_display_data": displays(
            lambda mime, data: 'import * as tslab from "tslab";\n'
            + (
                f"tslab.display.{TSLAB[mime]}({f'Buffer.from({data}, `base64`)' if mime == 'image/png' else data});"
                if mime in TSLAB
                else f'tslab.display.raw("{mime}", JSON.stringify({data}));'
            )
        ),
        "code_clear_output": 'import * as tslab from "tslab";\n(tslab.display as any).clear();',
    },
    "deno": {
        "code_display_data": displays(lambda mime, data: f'await Deno.jupyter.display({{ "{mime}": {data} }}, {{ raw: true }});'),
        "code_clear_output": 'await Deno.jupyter.broadcast("clear_output", { wait: false });',
    },
}

class TimedOutcomes(protocol.Outcomes):
    """A test that a kernel leaves without an answer ends after a minute; some of the suite's would wait for ever."""

    def startTest(self, test):
        super().startTest(test)
        signal.alarm(60)

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)


def give_up(*_):
    raise TimeoutError("no answer within a minute")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, give_up)
    outcomes = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for name, samples in OWN[KERNEL].items():
        setattr(protocol.KernelTests, name, samples)
    result = TimedOutcomes()
    loader = unittest.defaultTestLoader
    unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in (protocol.KernelTests, protocol.WelcomeTests)).run(result)
    json.dump(result.outcomes, outcomes)
