"""Jupyter's own test suite for kernels, with a sample for each feature. Prints `{test: outcome}` as JSON.

python protocol.py [KERNEL]: the kernelspec to test, `tslab` if none is named. Without a sample a test of the suite is skipped,
so each has one; a skipped test counts as failed here.
"""

import json
import os
import sys
import unittest

import jupyter_kernel_test

KERNEL = sys.argv[1] if len(sys.argv) > 1 else "tslab"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="


def shown(mime, data):
    return '({ [Symbol.for("Jupyter.display")]: () => ({ "%s": %s }) })' % (mime, json.dumps(data))


def displayed(mime, data):
    return 'import { display as show } from "largebatch/dist/kernel/display/display";\nshow({ "%s": %s });' % (mime, json.dumps(data))


class KernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world');"
    code_stderr = "console.error('no minimum here');"
    completion_samples = [
        {"text": "Math.sq", "matches": ["sqrt", "SQRT1_2", "SQRT2"]},
        {"text": "const sharp = 1; sha", "matches": ["sharp", "SharedArrayBuffer"]},
        {"text": "zz"},
    ]
    complete_code_samples = ["1 + 1", "const batch: number = 32;", "function f() {\n  return 1;\n}", "", "<number>(1 as unknown)"]
    incomplete_code_samples = ["function f() {", "const batches = [32,", "if (true) {\n  f();", "f(", "`a", "/* a"]
    invalid_code_samples = ["const = 1;", "let 1x = 2;", "a b c", "}"]
    code_page_something = 'import { page } from "largebatch/dist/kernel/output/payload";\npage("the whole text");'
    code_generate_error = "throw new RangeError('the rate is negative');"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[0.5, 0.25]", "result": "[ 0.5, 0.25 ]"},
        {"code": "({ batch: 32 })", "result": "{ batch: 32 }"},
        {"code": "await Promise.resolve('late')", "result": "'late'"},
        {"code": shown("text/html", "<b>1</b>"), "result": "<b>1</b>", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": displayed("text/html", "<b>1</b>"), "mime": "text/html"},
        {"code": displayed("text/markdown", "**1**"), "mime": "text/markdown"},
        {"code": displayed("image/png", PNG), "mime": "image/png"},
        {"code": displayed("application/json", {"batch": 32}), "mime": "application/json"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ?*"
    code_inspect_sample = "Math.max"
    code_clear_output = 'import { clearOutput } from "largebatch/dist/kernel/display/display";\nclearOutput();'


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


class Outcomes(unittest.TestResult):
    """Notes how each test ended: `ok`, or why it did not pass."""

    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def startTest(self, test):
        super().startTest(test)
        self.outcomes[test._testMethodName] = "ok"

    def note(self, test, text):
        self.outcomes[getattr(test, "test_case", test)._testMethodName] = text

    def addFailure(self, test, err):
        self.note(test, self._exc_info_to_string(err, test))

    def addError(self, test, err):
        self.note(test, self._exc_info_to_string(err, test))

    def addSkip(self, test, reason):
        self.note(test, f"skipped: {reason}")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.note(test, f"{subtest._subDescription()}\n{self._exc_info_to_string(err, test)}")


if __name__ == "__main__":
    # The kernel inherits our standard output; only the outcomes may go there.
    outcomes = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    result = Outcomes()
    loader = unittest.defaultTestLoader
    unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in (KernelTests, WelcomeTests)).run(result)
    json.dump(result.outcomes, outcomes)
