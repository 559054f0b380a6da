"""Talks to the kernel `tslab` message by message. Reads {"folder": …, "actions": [action, …]} from standard input, prints
{"results": {name: {reply, iopub}}, "seconds": {name: …}, "others": […]}, both JSON.

Actions, one after the other:
{"send": type, "content": …, "channel": "shell" or "control", "buffers": [base64, …], "metadata": …, "as": name}: sends a request
{"reply": name}: waits for its reply and its idle state
{"hear": type, "of": name}: waits for a message of that type on iopub, caused by the request `name`
{"answer": text}: waits for an input_request and answers it; {"asked": true} waits for it only
{"stale_answer": text}: answers an input that nobody asked for
{"beat": name}: sends to the heartbeat and times its echo
{"create": name}: creates an empty file in the folder
{"restart": name} and {"shutdown": name}: times them
{"vanish": true}: ends without a goodbye; "pid" of the result is the kernel's
"""

import base64
import json
import os
import sys
import time

import zmq
from jupyter_client.manager import start_new_kernel

TIMEOUT = 30


class Talk:
    def __init__(self, folder):
        self.folder = folder
        self.manager, self.client = start_new_kernel(kernel_name="tslab", cwd=folder)
        self.ids, self.channels, self.results, self.seconds, self.others = {}, {}, {}, {}, []
        self.names = {}

    def send(self, action):
        name = action.get("as", action["send"])
        channel = action.get("channel", "shell")
        message = self.client.session.msg(action["send"], action.get("content", {}))
        message["metadata"] = action.get("metadata", {})
        socket = getattr(self.client, f"{channel}_channel").socket
        buffers = [base64.b64decode(each) for each in action.get("buffers", [])]
        self.client.session.send(socket, message, buffers=buffers)
        self.names[message["header"]["msg_id"]] = name
        self.channels[name] = channel
        self.results[name] = {"reply": None, "iopub": []}

    def hear_one(self):
        message = self.client.get_iopub_msg(timeout=TIMEOUT)
        name = self.names.get(message["parent_header"].get("msg_id"))
        buffers = [base64.b64encode(bytes(each)).decode() for each in message["buffers"]]
        heard = {"type": message["msg_type"], "content": message["content"], "metadata": message["metadata"], "buffers": buffers}
        (self.results[name]["iopub"] if name else self.others).append(heard)
        return name, heard

    def heard(self, name, matches):
        if any(matches(each) for each in self.results[name]["iopub"]):
            return
        while True:
            who, message = self.hear_one()
            if who == name and matches(message):
                return

    def reply(self, name):
        get = getattr(self.client, f"get_{self.channels[name]}_msg")
        while self.results[name]["reply"] is None:
            message = get(timeout=TIMEOUT)
            who = self.names.get(message["parent_header"].get("msg_id"))
            if who:
                self.results[who]["reply"] = {**message["content"], "type": message["msg_type"]}
        self.heard(name, lambda each: each["type"] == "status" and each["content"]["execution_state"] == "idle")

    def asked(self):
        message = self.client.get_stdin_msg(timeout=TIMEOUT)
        self.others.append({"type": message["msg_type"], "content": message["content"], "of": self.names.get(message["parent_header"]["msg_id"])})
        return message

    def answer(self, text):
        parent = self.asked()
        reply = self.client.session.msg("input_reply", {"value": text}, parent=parent)
        self.client.stdin_channel.send(reply)

    def beat(self):
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.linger = 0
        socket.connect(self.manager._make_url("hb"))
        socket.send(b"beat")
        if not socket.poll(TIMEOUT * 1000):
            raise TimeoutError("no heartbeat")
        assert socket.recv() == b"beat"
        socket.close()

    def restart(self):
        self.manager.restart_kernel()

    def run(self, action):
        if "send" in action:
            self.send(action)
        elif "reply" in action:
            self.reply(action["reply"])
        elif "hear" in action:
            self.heard(action["of"], lambda each: each["type"] == action["hear"])
        elif "asked" in action:
            self.asked()
        elif "answer" in action:
            self.answer(action["answer"])
        elif "vanish" in action:
            print(json.dumps({"pid": self.manager.provisioner.process.pid}), flush=True)
            os._exit(0)
        elif "create" in action:
            open(os.path.join(self.folder, action["create"]), "w").close()
        elif "stale_answer" in action:
            self.client.input(action["stale_answer"])
        else:
            (what, name), = action.items()
            start = time.monotonic()
            {"beat": self.beat, "restart": self.restart, "shutdown": self.manager.shutdown_kernel}[what]()
            self.seconds[name] = time.monotonic() - start
            if what == "restart":
                self.client.wait_for_ready(timeout=TIMEOUT)


def main(job):
    talk = Talk(job["folder"])
    try:
        for action in job["actions"]:
            talk.run(action)
        return {"results": talk.results, "seconds": talk.seconds, "others": talk.others}
    finally:
        talk.client.stop_channels()
        if talk.manager.has_kernel:
            talk.manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin)), default=str))
