/** The Chromium that comes inside the npm package `@sparticuz/chromium`: unpacked once into `node_modules/.cache`, for Linux on x64. */
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar";
import { inProject } from "../project";

const PACKAGE = inProject("node_modules", "@sparticuz", "chromium");

/** Where the bundled browser lies, and the environment it needs. */
export interface BundledBrowser {
  executable: string;
  /** Finds the fonts of the package beside those of the system. */
  env: Record<string, string>;
  /** A folder with the few system libraries it needs, for machines that lack them. */
  libraries: string;
}

/** Whether this machine can run the bundled browser. */
export const hasBundledBrowser = (): boolean =>
  process.platform === "linux" && process.arch === "x64" && existsSync(path.join(PACKAGE, "bin"));

/** The folder it is unpacked to; its name changes with the version. */
function home(): string {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as { version: string };
  return inProject("node_modules", ".cache", "largebatch", `chromium-${version}`);
}

const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

async function unpack(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  // Unpacked beside its place and renamed, so that two processes or an interrupted one cannot leave half a browser.
  const partial = await mkdtemp(`${folder}.part-`);
  const packed = (name: string) => createReadStream(path.join(PACKAGE, "bin", name)).pipe(createBrotliDecompress());
  try {
    await pipeline(packed("chromium.br"), createWriteStream(path.join(partial, "chromium")));
    await chmod(path.join(partial, "chromium"), 0o755);
    for (const name of ["fonts", "swiftshader", "al2023"]) await pipeline(packed(`${name}.tar.br`), extract({ cwd: partial }));
    await writeFile(path.join(partial, "fonts.conf"), fontsConfiguration(folder));
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(path.join(folder, "chromium"))) throw error;
  }
}

/** Unpacks the bundled browser if it is not there yet (seconds, 250 MB) and returns where it is. */
export async function bundledBrowser(): Promise<BundledBrowser> {
  const folder = home();
  if (!existsSync(path.join(folder, "chromium"))) await unpack(folder);
  return {
    executable: path.join(folder, "chromium"),
    env: { FONTCONFIG_FILE: path.join(folder, "fonts.conf") },
    libraries: path.join(folder, "lib"),
  };
}
