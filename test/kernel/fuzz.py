"""Sends the kernel `tslab` what is no message of Jupyter's. Reads {"folder": …} from standard input, prints
{"cases": {name: lines of its log that came with the case}, "executed": files that code of a case wrote, "status": of a cell after each case}.
"""

import json
import os
import random
import socket
import sys
import tempfile
import time

import zmq
from jupyter_client.manager import start_new_kernel
from jupyter_client.session import Session

TIMEOUT = 30
DELIMITER = b"<IDS|MSG>"
MEGABYTE = 2**20


class Fuzz:
    def __init__(self, folder):
        self.folder = folder
        self.log = tempfile.TemporaryFile("w+")
        self.manager, self.client = start_new_kernel(kernel_name="tslab", cwd=folder, stderr=self.log)
        self.session = self.client.session
        self.context = zmq.Context.instance()
        self.sockets = {name: self.connect(zmq.DEALER, f"{name}") for name in ("shell", "control", "stdin")}
        self.cases, self.status = {}, {}

    def connect(self, kind, channel):
        made = self.context.socket(kind)
        made.linger = 0
        made.connect(self.manager._make_url(channel))
        return made

    def lines(self):
        self.log.flush()
        self.log.seek(0)
        return [line for line in self.log.read().splitlines() if "dropped" in line]

    def code(self, name):
        """A cell that would be noticed."""
        return f"require('fs').appendFileSync({json.dumps(os.path.join(self.folder, 'executed'))}, {json.dumps(name + chr(10))});"

    def signed(self, name, session=None, **changes):
        """The parts of a request behind its routing: delimiter, signature, header, parent header, metadata, content."""
        session = session or self.session
        message = session.msg(changes.pop("type", "execute_request"), {"code": self.code(name), "silent": False, "store_history": True})
        return session.serialize(message)

    def sign(self, parts):
        return [DELIMITER, self.session.sign(parts), *parts]

    def answered(self):
        request = self.client.execute("'alive'")
        while True:
            reply = self.client.get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]["status"]

    def case(self, name, *messages, channel="shell", expected=1):
        """Sends `messages` and waits for as many lines in the log."""
        before = len(self.lines())
        for message in messages:
            self.sockets[channel].send_multipart(message, copy=False)
        self.finish(name, before, expected)

    def finish(self, name, before, expected):
        end = time.monotonic() + TIMEOUT
        while len(self.lines()) < before + expected and time.monotonic() < end:
            time.sleep(0.02)
        self.status[name] = self.answered()
        self.cases[name] = self.lines()[before:]

    def run(self):
        self.unsigned()
        self.signed_but_wrong()
        self.replayed()
        self.too_large()
        self.noise()
        executed = os.path.join(self.folder, "executed")
        return {"cases": self.cases, "status": self.status, "executed": open(executed).read().split() if os.path.exists(executed) else []}

    def unsigned(self):
        self.case("no delimiter", self.signed("no delimiter")[1:])
        self.case("delimiter only", [DELIMITER])
        self.case("too few parts", self.signed("few")[:5])
        self.case("no signature", [DELIMITER, b"", *self.signed("unsigned")[2:]])
        self.case("wrong signature", [DELIMITER, b"0" * 64, *self.signed("wrong")[2:]])
        self.case("another key", self.signed("key", Session(key=b"another key")))
        parts = self.signed("changed")
        self.case("changed", [*parts[:5], parts[5].replace(b"changed", b"CHANGED")])
        self.case("out of order", [*parts[:2], *reversed(parts[2:])])
        for channel in ("control", "stdin"):
            self.case(f"another key on {channel}", self.signed("key", Session(key=b"another key")), channel=channel)

    def signed_but_wrong(self):
        header, parent, metadata, content = self.signed("signed")[2:]
        self.case("no JSON", self.sign([header, parent, metadata, b"{"]))
        self.case("no UTF-8", self.sign([header, parent, metadata, b'{"code": "\xff"}']))
        self.case("no object", self.sign([header, parent, metadata, b"[]"]))
        self.case("no header", self.sign([b"{}", parent, metadata, content]))
        self.case("unknown type", self.signed("unknown", type="no_such_request"))
        self.case("a cell on control", self.signed("control"), channel="control")
        self.case("a cell on stdin", self.signed("stdin"), channel="stdin")
        self.case("input that nobody asked for", self.signed("input", type="input_reply"), channel="stdin")

    def replayed(self):
        parts = self.signed("once")
        self.case("replayed", parts, parts, expected=1)
        self.case("replayed on control", parts, channel="control")

    def too_large(self):
        self.case("too many parts", [*self.signed("many"), *[b""] * 10_000])
        self.case("too large", [*self.signed("large"), bytes(257 * MEGABYTE)])

    def noise(self):
        chance = random.Random(5)
        pieces = self.signed("noise")
        noise = [
            [chance.choice([chance.randbytes(chance.randrange(200)), chance.choice(pieces)]) for _ in range(chance.randrange(1, 9))]
            for _ in range(300)
        ]
        self.case("noise", *noise, expected=len(noise))
        before = len(self.lines())
        ports = self.manager.get_connection_info()
        for name in ("shell", "control", "stdin", "iopub", "hb"):
            with socket.create_connection((ports["ip"], ports[f"{name}_port"])) as plain:
                plain.sendall(b"GET / HTTP/1.1\r\n\r\n" + chance.randbytes(2000))
        for kind, channel in ((zmq.XSUB, "iopub"), (zmq.DEALER, "hb"), (zmq.REQ, "hb")):
            other = self.connect(kind, channel)
            other.send_multipart([b"\x07", chance.randbytes(100)])
            time.sleep(0.1)
            other.close()
        self.finish("other protocols", before, 0)


if __name__ == "__main__":
    fuzz = Fuzz(json.load(sys.stdin)["folder"])
    try:
        print(json.dumps(fuzz.run()))
    finally:
        fuzz.client.stop_channels()
        fuzz.manager.shutdown_kernel(now=True)
