/** Stage: the Node packages, exactly as package-lock.json lists them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./command.mjs";
import { npmCommand } from "./context.mjs";

/**
 * Compares what is to be installed with what npm noted as installed, and that with the disk.
 * @param {object} wanted `packages` of package-lock.json
 * @param {object} installed `packages` of node_modules/.package-lock.json
 * @param {(folder: string) => boolean} isThere whether a package's folder is there
 * @param {{platform: string, arch: string, libc: string}} machine
 * @returns {string | null} why the packages must be installed again
 */
export function packageDamage(wanted, installed, isThere, machine) {
  for (const [folder, entry] of Object.entries(wanted)) {
    if (!folder.startsWith("node_modules/")) continue;
    const found = installed[folder];
    if (!found) {
      if (!entry.optional || madeFor(entry, machine)) return `${folder} is not installed`;
    } else if (found.version !== entry.version || found.integrity !== entry.integrity || found.resolved !== entry.resolved) {
      return `${folder} is another version`;
    } else if (!isThere(folder)) {
      return `${folder} is missing`;
    }
  }
  return null;
}

// Optional packages without a processor in their description belong to other optional ones: npm decides about those.
const madeFor = ({ cpu, os, libc }, machine) =>
  Boolean(cpu) && cpu.includes(machine.arch) && (!os || os.includes(machine.platform)) && (!libc || libc.includes(machine.libc));

const readPackages = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

function pending(ctx) {
  const modules = join(ctx.root, "node_modules");
  const note = join(modules, ".package-lock.json");
  if (!existsSync(note)) return existsSync(modules) ? "the last installation did not finish" : "none yet";
  const isThere = (folder) => existsSync(join(ctx.root, folder, "package.json"));
  try {
    return packageDamage(readPackages(join(ctx.root, "package-lock.json")), readPackages(note), isThere, ctx);
  } catch {
    return "the note of what is installed cannot be read";
  }
}

async function run(ctx, tell) {
  tell("installing with npm ci");
  // install scripts would compile what is not needed and fetch a TensorFlow of 2022; the addon stage does better
  const options = ["--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  await runLogged(ctx, [...npmCommand(ctx), "ci", ...options], { stage: "node-packages", what: "Installing the Node packages" });
  return `${Object.keys(readPackages(join(ctx.root, "node_modules", ".package-lock.json"))).length} packages`;
}

export const nodePackages = { name: "node-packages", title: "Node packages", needs: { npm: true, gigabytes: 1.4 }, pending, run };
