/** SwiftShader, a Vulkan driver that computes on the CPU: the one inside the npm package of the bundled browser, else Debian's. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundledBrowser, hasBundledBrowser } from "../../src/figure/bundled-browser";
import { PROJECT_ROOT } from "../../src/project";

const DEBIAN = "/usr/lib/chromium";
const DRIVER = "vk_swiftshader_icd.json";

/** Why WebGPU cannot be tested on this machine; undefined where it can. */
export function whyNoSwiftshader(): string | undefined {
  if (!hasBundledBrowser() && !existsSync(join(DEBIAN, DRIVER))) {
    return "there is no SwiftShader: the bundled browser is for Linux on x64, and Debian's chromium is not installed";
  }
  const { status, stderr } = spawnSync(process.execPath, ["-e", "import('webgpu')"], { cwd: PROJECT_ROOT, encoding: "utf8" });
  return status === 0 ? undefined : `the package webgpu does not load: ${/Error: .*/.exec(stderr)?.[0]}`;
}

/** The environment of a process whose only GPU is SwiftShader. */
export async function swiftshader(): Promise<Record<string, string>> {
  const folder = hasBundledBrowser() ? dirname((await bundledBrowser()).executable) : DEBIAN;
  // The older of the two names is for older loaders; the loader lies beside the driver.
  return { LD_LIBRARY_PATH: folder, VK_DRIVER_FILES: join(folder, DRIVER), VK_ICD_FILENAMES: join(folder, DRIVER) };
}
