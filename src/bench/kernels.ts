/** The kernels that `bench kernel` compares: this one, stock tslab, Deno's and ipykernel, each with its kernelspec. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../errors";
import { type Kernelspec, kernelspec } from "../kernel/install";
import { inProject, packageVersion, projectVersion } from "../project";

/** Names of the kernels, in the order in which they take their turns. */
export const KERNELS = ["largebatch", "tslab", "deno", "ipykernel"] as const;
export type KernelName = (typeof KERNELS)[number];

export interface BenchKernel {
  name: KernelName;
  version: string;
  /** Which cells it is given: Python, TypeScript, or TypeScript with stock tslab's own displays. */
  cells: "typescript" | "tslab" | "python";
  spec: Kernelspec;
}

/** Deno of npm, in a folder of its own. */
const DENO = ".peers-kernel/node_modules/deno";
const DENO_VERSION = "2.9.6";

/**
 * @param peers Also Deno and ipykernel.
 * @throws UserError when Deno is not installed
 */
export function benchKernels(peers: boolean): BenchKernel[] {
  const deno = inProject(DENO, "bin.cjs");
  if (peers && !existsSync(deno)) {
    throw new UserError(`Deno is not at hand. Run: npm install --no-save --ignore-scripts --prefix .peers-kernel deno@${DENO_VERSION}`);
  }
  const describe = (
    name: KernelName,
    version: string | undefined,
    cells: BenchKernel["cells"],
    argv: string[],
    interrupt_mode: string,
  ) => ({
    name,
    version: version ?? "unknown",
    cells,
    spec: { argv, display_name: name, language: cells === "python" ? "python" : "typescript", interrupt_mode },
  });
  const stock = [process.execPath, inProject("node_modules/tslab/bin/tslab"), "kernel", "--config-path={connection_file}"];
  const ours: BenchKernel = { name: "largebatch", version: projectVersion(), cells: "typescript", spec: kernelspec() };
  const tslab = describe("tslab", packageVersion(inProject("node_modules/tslab/package.json")), "tslab", stock, "signal");
  if (!peers) return [ours, tslab];
  const denoArgv = [process.execPath, deno, "jupyter", "--kernel", "--conn", "{connection_file}"];
  const python = [inProject(".venv/bin/python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"];
  return [
    ours,
    tslab,
    describe("deno", packageVersion(inProject(DENO, "package.json")), "typescript", denoArgv, "message"),
    describe("ipykernel", undefined, "python", python, "signal"),
  ];
}

/** A temporary folder to run kernels in: `node_modules` at hand, and kernelspecs where `JUPYTER_PATH` may point. `remove` deletes it. */
export function kernelFolder(kernels: BenchKernel[]): { folder: string; jupyter: string; remove(): void } {
  const place = mkdtempSync(path.join(tmpdir(), "largebatch-kernels-"));
  const folder = path.join(place, "notebooks");
  mkdirSync(folder);
  symlinkSync(inProject("node_modules"), path.join(place, "node_modules"));
  const jupyter = path.join(place, "jupyter");
  for (const { name, spec } of kernels) {
    // `bench-` keeps them apart from kernels of the same name that are installed.
    const of = path.join(jupyter, "kernels", `bench-${name}`);
    mkdirSync(of, { recursive: true });
    writeFileSync(path.join(of, "kernel.json"), JSON.stringify(spec));
  }
  return { folder, jupyter, remove: () => rmSync(place, { recursive: true, force: true }) };
}
