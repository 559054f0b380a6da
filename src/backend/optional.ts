/** Optional packages: what stands in the way when one cannot be loaded. */

/** Why a package is of no use here, and what to do where something can be done. */
export function whyNot(error: NodeJS.ErrnoException, name: string): string {
  if (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") {
    return `the optional package ${name} is not installed: run \`npm ci\`, then \`npm run setup\``;
  }
  return `the package ${name} does not load here (${error.message.split("\n")[0]})`;
}
