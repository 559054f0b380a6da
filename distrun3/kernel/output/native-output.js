"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.captureNativeOutput = captureNativeOutput;
/** The process's own standard output and error, which native code and child processes write to: led into pipes that the wire's thread reads. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const UNCHANGED = { logFd: 2 };
/** Opens for reading the pipe at `path`, and puts its other end in the place of the descriptor `fd`. */
function lead(fd, path) {
    // Also open for writing, so that it never ends, whoever closes the other end for a while.
    const reading = (0, node_fs_1.openSync)(path, node_fs_1.constants.O_RDWR | node_fs_1.constants.O_NONBLOCK);
    (0, node_fs_1.closeSync)(fd);
    const writing = (0, node_fs_1.openSync)(path, node_fs_1.constants.O_WRONLY); // the lowest number that is free is taken
    if (writing !== fd)
        throw new Error(`descriptor ${fd} became ${writing}`);
    return reading;
}
/** A second descriptor of standard error. */
function keepStderr() {
    try {
        return (0, node_fs_1.openSync)("/proc/self/fd/2", node_fs_1.constants.O_WRONLY | node_fs_1.constants.O_APPEND);
    }
    catch {
        return throughCat();
    }
}
/** Standard error is a socket, which cannot be opened again, but given to a child: what is written to this descriptor, the child copies there. */
function throughCat() {
    const cat = (0, node_child_process_1.spawn)("cat", { stdio: ["pipe", 2, 2], detached: true });
    cat.on("error", () => { });
    cat.unref();
    const handle = cat.stdin._handle;
    if (!handle)
        throw new Error("standard error is a socket, and there is no cat");
    handle.unref();
    return handle.fd;
}
/**
 * Leads descriptors 1 and 2 into pipes. Call first of all, before anything else can open a file in between.
 * Where that is not possible (no `/proc`, no `mkfifo`) native output stays where it went before.
 */
function captureNativeOutput() {
    if (process.platform !== "linux")
        return UNCHANGED;
    let folder;
    let logFd = 2;
    try {
        (0, node_fs_1.fstatSync)(0); // a closed one would be taken for descriptor 1
        folder = (0, node_fs_1.mkdtempSync)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "largebatch-kernel-"));
        const [stdout, stderr] = [(0, node_path_1.join)(folder, "stdout"), (0, node_path_1.join)(folder, "stderr")];
        (0, node_child_process_1.execFileSync)("mkfifo", ["-m", "600", stdout, stderr], { stdio: "ignore" });
        logFd = keepStderr();
        return { logFd, pipes: { stdout: lead(1, stdout), stderr: lead(2, stderr) } };
    }
    catch (error) {
        (0, node_fs_1.writeSync)(logFd, `[kernel] Output of native code and child processes will not be shown: ${String(error)}\n`);
        return { logFd };
    }
    finally {
        // Both ends are open: the names are not needed any more.
        if (folder)
            (0, node_fs_1.rmSync)(folder, { recursive: true, force: true });
    }
}
//# sourceMappingURL=native-output.js.map