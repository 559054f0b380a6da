/** Which of TensorFlow's libraries this machine gets: `cpu`, `gpu`, or none. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Problem } from "./problem.mjs";

/** The oldest C library that TensorFlow 2.21's wheels run on. */
const OLDEST_GLIBC = [2, 27];

/** glibc's version such as "2.36", or null where Node runs on another C library (musl). */
export function glibcVersion() {
  process.report.excludeNetwork = true; // a report otherwise looks up host names, which can take seconds
  return process.report.getReport().header.glibcVersionRuntime ?? null;
}

/** Whether the machine has an NVIDIA GPU whose driver is installed. */
export function hasNvidiaGpu() {
  if (existsSync("/proc/driver/nvidia/version")) return true;
  const listed = spawnSync("nvidia-smi", ["-L"], { encoding: "utf8", timeout: 10_000 });
  return listed.status === 0 && listed.stdout.includes("GPU ");
}

/**
 * Chooses the variant.
 * @returns {{variant: "cpu" | "gpu" | null, why: string}} `variant` is null where TensorFlow's library does not run
 * @throws {Problem} when `override` (the variable LARGEBATCH_TF) is none of cpu and gpu, or asks for a GPU build that does not exist
 */
export function chooseVariant({ platform, arch, glibc, override, hasNvidiaGpu: hasGpu }) {
  if (override && override !== "cpu" && override !== "gpu") {
    throw new Problem(`LARGEBATCH_TF is "${override}"; it must be cpu or gpu, or be unset for the machine to decide.`, 2);
  }
  const unsupported = whyUnsupported({ platform, arch, glibc });
  if (override === "gpu" && (unsupported || arch !== "x64")) {
    throw new Problem("LARGEBATCH_TF is gpu, but TensorFlow has a GPU build for Linux on x86-64 only; unset it or set it to cpu.", 2);
  }
  if (unsupported) return { variant: null, why: unsupported };
  if (override) return { variant: override, why: `LARGEBATCH_TF is ${override}` };
  if (arch !== "x64") return { variant: "cpu", why: "TensorFlow has no GPU build for arm64" };
  return hasGpu() ? { variant: "gpu", why: "an NVIDIA GPU was found" } : { variant: "cpu", why: "no NVIDIA GPU was found" };
}

function whyUnsupported({ platform, arch, glibc }) {
  if (platform !== "linux") return `TensorFlow's library is for Linux; this is ${platform}`;
  if (arch !== "x64" && arch !== "arm64") return `TensorFlow's library is for x86-64 and arm64; this is ${arch}`;
  if (!glibc) return "TensorFlow's library needs glibc; this system has another C library";
  const [major, minor] = glibc.split(".").map(Number);
  const recent = major > OLDEST_GLIBC[0] || (major === OLDEST_GLIBC[0] && minor >= OLDEST_GLIBC[1]);
  return recent ? null : `TensorFlow's library needs glibc ${OLDEST_GLIBC.join(".")}; this system has ${glibc}`;
}
