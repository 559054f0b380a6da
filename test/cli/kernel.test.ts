import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { defaultPlace, installKernel, kernelFolder, kernelProgram, kernelspec, uninstallKernel } from "../../src/kernel/install";
import { inProject } from "../../src/project";
import { largebatch } from "./run";

const temporary = mkdtempSync(path.join(tmpdir(), "largebatch-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let made = 0;
/** A new folder with the given files. */
function folderWith(files: Record<string, string> = {}): string {
  const folder = path.join(temporary, String(made++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
const SITE = path.join("lib", "python3.11", "site-packages");
const environment = (files: Record<string, string> = {}) =>
  folderWith({ "pyvenv.cfg": "version = 3.11\n", [path.join(SITE, "other.py")]: "", ...files });

const SPEC = path.join("share", "jupyter", "kernels", "tslab", "kernel.json");
const STOCK = { argv: ["/usr/lib/node_modules/.bin/tslab", "kernel", "--config-path={connection_file}"], display_name: "TypeScript" };
const read = (folder: string): unknown => JSON.parse(readFileSync(path.join(folder, SPEC), "utf8"));
/** Every file below `folder`. */
const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true, withFileTypes: true }) as { isFile(): boolean; name: string; parentPath: string }[])
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

describe("kernel install and uninstall", () => {
  it("puts kernelspec and papermill's part into an environment; uninstall leaves it as it was", async () => {
    const venv = environment();
    const before = filesIn(venv);
    const installed = await largebatch(["kernel", "install", "--venv", venv]);
    expect(installed).toMatchObject({ code: 0, stderr: "" });
    expect(installed.stdout).toContain(`Installed the kernel tslab in ${path.join(venv, path.dirname(SPEC))}.`);
    expect(read(venv)).toEqual(kernelspec());
    expect(existsSync(path.join(venv, SITE, "papermill_typescript.py"))).toBe(true);
    execFileSync(inProject(".venv", "bin", "python"), ["-m", "compileall", "-q", path.join(venv, SITE, "papermill_typescript.py")]);
    expect(filesIn(venv)).toContainEqual(expect.stringMatching(/__pycache__.papermill_typescript\..*\.pyc$/));

    const removed = await largebatch(["kernel", "uninstall", "--venv", venv]);
    expect(removed.stdout).toMatch(/^Removed this kernel from .*tslab\.\nRemoved TypeScript parameters for papermill from .*\.\n$/);
    expect(filesIn(venv)).toEqual(before);
    expect(existsSync(path.join(venv, SITE, "__pycache__"))).toBe(false);
    expect(await largebatch(["kernel", "uninstall", "--venv", venv])).toEqual({
      code: 0,
      stdout: `There is nothing to remove in ${venv}.\n`,
      stderr: "",
    });
  });

  it("is where Jupyter looks: for the user, and under a prefix", async () => {
    const home = folderWith();
    const env = { HOME: home, XDG_DATA_HOME: "", JUPYTER_DATA_DIR: "" };
    expect(await largebatch(["kernel", "install", "--user"], { env })).toMatchObject({ code: 0 });
    const jupyter = inProject(".venv", "bin", "jupyter");
    const listed = (more: object) =>
      JSON.parse(
        execFileSync(jupyter, ["kernelspec", "list", "--json"], {
          env: { PATH: process.env.PATH, ...more } as NodeJS.ProcessEnv,
          encoding: "utf8",
        }),
      ) as {
        kernelspecs: Record<string, { resource_dir: string; spec: object }>;
      };
    expect(listed({ HOME: home, JUPYTER_PREFER_ENV_PATH: "0" }).kernelspecs.tslab?.resource_dir).toBe(kernelFolder({ kind: "user" }, env));
    expect((await largebatch(["kernel", "uninstall", "--user"], { env })).stdout).toContain(home);

    const prefix = folderWith();
    const { stdout } = await largebatch(["kernel", "install", "--prefix", prefix]);
    expect(stdout).toContain("Without parameters for papermill");
    const found = listed({ HOME: home, JUPYTER_PATH: path.join(prefix, "share", "jupyter"), JUPYTER_PREFER_ENV_PATH: "0" });
    expect(found.kernelspecs.tslab).toMatchObject({
      resource_dir: path.join(prefix, path.dirname(SPEC)),
      spec: { interrupt_mode: "message" },
    });
  });

  it("takes no folder away in which something else is, and none of the account", async () => {
    const prefix = folderWith();
    const share = path.join(prefix, "share");
    installKernel({ kind: "prefix", folder: prefix });
    expect(uninstallKernel({ kind: "prefix", folder: prefix })).toHaveLength(1);
    expect(readdirSync(share)).toEqual([]);

    const others = {
      "share/jupyter/kernels/python3/kernel.json": "{}",
      [path.join(SITE, "__pycache__", "papermill_typescripter.pyc")]: "",
    };
    const venv = environment(others);
    const before = filesIn(venv);
    installKernel({ kind: "venv", folder: venv });
    uninstallKernel({ kind: "venv", folder: venv });
    expect(filesIn(venv)).toEqual(before);

    const home = folderWith();
    const env = { JUPYTER_DATA_DIR: path.join(home, "data") };
    installKernel({ kind: "user" }, { env });
    uninstallKernel({ kind: "user" }, { env });
    expect(readdirSync(home, { recursive: true })).toEqual(["data"]);
  });

  it("takes the active environment, else .venv, else the user, when no place is named", () => {
    const folder = folderWith({ ".venv/pyvenv.cfg": "" });
    expect(defaultPlace({ VIRTUAL_ENV: "/active" }, folder)).toEqual({ kind: "venv", folder: "/active" });
    expect(defaultPlace({}, folder)).toEqual({ kind: "venv", folder: path.join(folder, ".venv") });
    expect(defaultPlace({}, folderWith())).toEqual({ kind: "user" });
  });

  it("replaces another kernel of the name only with --force, and all of it", async () => {
    const venv = environment({ [SPEC]: JSON.stringify(STOCK), [path.join(path.dirname(SPEC), "logo-64x64.png")]: "logo" });
    const before = filesIn(venv);
    const refused = await largebatch(["kernel", "install", "--venv", venv]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(
      /holds stock tslab \(it starts: .*tslab kernel .*\), which has the same name, tslab\. Nothing was changed\. Give --force/,
    );
    expect((await largebatch(["kernel", "uninstall", "--venv", venv])).stderr).toContain("is not this kernel. Nothing was removed.");
    expect(read(venv)).toEqual(STOCK);
    expect(filesIn(venv)).toEqual(before);

    expect(installKernel({ kind: "venv", folder: venv }, { force: true })[0]).toContain("(instead of stock tslab");
    expect(readdirSync(path.join(venv, path.dirname(SPEC)))).toEqual(["kernel.json"]);
    expect(uninstallKernel({ kind: "venv", folder: venv })).toHaveLength(2);
  });

  it("tells another kernel, a damaged one and one of another checkout apart", () => {
    const at = (text: string) => ({ kind: "venv" as const, folder: environment({ [SPEC]: text }) });
    expect(() => installKernel(at('{"argv": ["deno", "jupyter"]}'))).toThrow("holds another kernel (it starts: deno jupyter)");
    expect(() => installKernel(at("{"))).toThrow("holds something whose kernel.json cannot be read");
    const moved = installKernel(at(JSON.stringify({ argv: ["node", "/old/place/dist/kernel/main.js", "{connection_file}"] })));
    expect(moved[0]).toContain("(instead of the kernel of /old/place)");
    expect(uninstallKernel(at('{"argv": ["deno"]}'), { force: true })[0]).toContain("Removed another kernel");
  });

  it("says what is wrong with a place", async () => {
    const folder = folderWith({ file: "" });
    const install = (...place: string[]) => largebatch(["kernel", "install", ...place]);
    expect((await install("--venv", folder)).stderr).toBe(
      `error: ${folder} is no Python environment: it has neither pyvenv.cfg nor conda-meta. For any other folder give --prefix ${folder}.\n`,
    );
    expect((await install("--venv", path.join(folder, "none"))).stderr).toContain(`There is no folder ${path.join(folder, "none")}.`);
    expect((await install("--prefix", path.join(folder, "file"))).stderr).toContain("There is no folder");
    expect(await install("--prefix", "/proc")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("/proc/share/jupyter/kernels/tslab was not changed") as string,
    });
    expect(await install("--user", "--venv", folder)).toMatchObject({ code: 2 });
    expect(filesIn(folder)).toEqual(["file"]);
  });

  it("does not write through a place that is closed to us", () => {
    const venv = environment();
    symlinkSync("/proc/self", path.join(venv, "share"));
    expect(() => installKernel({ kind: "venv", folder: venv })).toThrow(/was not changed: .*Name a folder that is yours/);
  });

  it("is the kernelspec that the set-up writes", async () => {
    const load = (name: string) => import(pathToFileURL(inProject("scripts", "setup", name)).href);
    const [{ kernelspecOf }, { makeContext }] = await Promise.all([load("kernelspec.mjs"), load("context.mjs")]);
    expect(kernelspecOf(makeContext())).toEqual(kernelspec());
    expect(kernelspec().argv).toEqual([process.execPath, kernelProgram(), "{connection_file}"]);
    expect(kernelspec().argv.filter((part) => path.isAbsolute(part))).toHaveLength(2);
  });
});

describe("kernel run", () => {
  it("starts a kernel that answers on the connection file, and ends with it", async () => {
    const folder = folderWith();
    const program = `
import socket, subprocess, sys, time
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
file, connection = write_connection_file("connection.json", key=b"known to both")
kernel = subprocess.Popen([*sys.argv[1:], "kernel", "run", "-f", file])
try:
    # A client without a manager takes a kernel that does not beat yet for dead.
    while socket.socket().connect_ex(("127.0.0.1", connection["hb_port"])) and kernel.poll() is None:
        time.sleep(0.05)
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    results = []
    client.execute_interactive("6 * 7", timeout=60, output_hook=lambda message: results.append(message["content"].get("data")))
    client.shutdown()
    print([each for each in results if each], kernel.wait(30))
finally:
    kernel.kill()
`;
    const command = [inProject(".venv", "bin", "python"), ["-c", program, process.execPath, inProject("dist", "cli.js")]] as const;
    expect(execFileSync(...command, { cwd: folder, encoding: "utf8" })).toBe("[{'text/plain': '42'}] 0\n");
  });

  it("refuses a connection file without a key, as Jupyter writes it if none is given", async () => {
    const folder = folderWith();
    const program = "from jupyter_client.connect import write_connection_file as write; write('connection.json')";
    execFileSync(inProject(".venv", "bin", "python"), ["-c", program], { cwd: folder });
    const refused = await largebatch(["kernel", "run", "-f", path.join(folder, "connection.json")]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("key is not a text of 8 characters or more") as string });
  });

  it("refuses what is no connection file", async () => {
    const folder = folderWith({ text: "no", partial: '{"transport": "tcp", "ip": "127.0.0.1"}' });
    const run = (file: string) => largebatch(["kernel", "run", "-f", path.join(folder, file)]);
    expect(await run("none")).toMatchObject({ code: 1, stderr: expect.stringContaining("none cannot be read (ENOENT)") as string });
    expect(await run("text")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("text is no connection file: it is not JSON") as string,
    });
    expect((await run("partial")).stderr).toContain("partial is no connection file: it lacks key, shell_port, control_port");
    expect(await largebatch(["kernel", "run"])).toMatchObject({ code: 2 });
  });
});
