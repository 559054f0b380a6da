/** `bench kernel --suite` and `--features`: which tests and probes each TypeScript kernel passes, as a table. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { UserError } from "../errors";
import { inProject } from "../project";
import { type BenchKernel, benchKernels, type KernelName, kernelFolder } from "./kernels";

/** Of each kernel, every test with `ok` or why it did not pass. */
export type Outcomes = { kernel: KernelName; version: string; outcomes: Record<string, string> }[];

/** The official test suite of Jupyter with our samples, or our own probes. */
export type Probe = "suite" | "features";

/** Which kernels: those that run TypeScript. @throws UserError when Deno is asked for and not installed, or a probe itself fails */
export async function probeKernels(
  probe: Probe,
  { peers = false, only, onProgress = (_: string) => {} }: { peers?: boolean; only?: KernelName[]; onProgress?(line: string): void } = {},
): Promise<Outcomes> {
  const found: Outcomes = [];
  const kernels = benchKernels(peers).filter(({ name, cells }) => cells !== "python" && (only?.includes(name) ?? true));
  for (const kernel of kernels) {
    onProgress(`${kernel.name}, ${probe}`);
    found.push({ kernel: kernel.name, version: kernel.version, outcomes: await probeOne(probe, kernel) });
  }
  return found;
}

/** Each kernel has a folder of its own, below one that its probes may write beside. */
async function probeOne(probe: Probe, kernel: BenchKernel): Promise<Record<string, string>> {
  const { folder, jupyter, remove } = kernelFolder([kernel]);
  try {
    const child = spawn(inProject(".venv/bin/python"), [inProject("bench/kernel", `${probe}.py`), `bench-${kernel.name}`, kernel.name], {
      cwd: folder,
      env: { ...process.env, JUPYTER_PATH: jupyter },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (!out) throw new UserError(`bench/kernel/${probe}.py failed:\n${errors.slice(-2000).trim()}`);
    return JSON.parse(out) as Record<string, string>;
  } finally {
    remove();
  }
}

/** What each kernel passes, one line a test, and how many in all. */
export function probesTable(found: Outcomes): string {
  const names = Object.keys(found[0]?.outcomes ?? {});
  const passed = ({ outcomes }: Outcomes[number]) => names.filter((name) => outcomes[name] === "ok").length;
  return [
    `| | ${found.map(({ kernel, version }) => `${kernel} ${version}`).join(" | ")} |`,
    `|---|${found.map(() => "---|").join("")}`,
    ...names.map((name) => `| ${name} | ${found.map(({ outcomes }) => (outcomes[name] === "ok" ? "yes" : "no")).join(" | ")} |`),
    `| **passed** | ${found.map((each) => `**${passed(each)} of ${names.length}**`).join(" | ")} |`,
  ].join("\n");
}
