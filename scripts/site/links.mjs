/** Links between the project's documents, as they must read on the site. */
import { posix } from "node:path";
import { placeOf } from "./pages.mjs";

/** `](target)` of links and pictures, not in code: code comes first and is left as it is. */
const LINK = /(```[\s\S]*?```|`[^`\n]*`)|\]\(([^()\s]+)\)/g;

const isElsewhere = (target) => /^[a-z][a-z+.-]*:/i.test(target);

/**
 * Rewrites the relative links of a page.
 * @param {string} text Markdown
 * @param {string} page its path inside the project
 * @param {(path: string) => "file" | "folder" | null} kindOf what lies in the project
 * @param {(path: string) => boolean} isPage
 * @returns {{text: string, files: string[], broken: string[]}} `files`: what is linked to and is no page, to be copied; `broken`: targets that are not there
 */
export function rewriteLinks(text, page, kindOf, isPage) {
  const files = new Set();
  const broken = [];
  const here = posix.dirname(placeOf(page));
  const rewritten = text.replace(LINK, (whole, code, target) => {
    if (code !== undefined || isElsewhere(target) || target.startsWith("#")) return whole;
    const [path, anchor] = target.split("#");
    const wanted = resolveTarget(posix.normalize(posix.join(posix.dirname(page), decodeURI(path))), kindOf, isPage);
    if (wanted === null) {
      broken.push(target);
      return whole;
    }
    if (!isPage(wanted)) files.add(wanted);
    const relative = posix.relative(here, isPage(wanted) ? placeOf(wanted) : wanted);
    return `](${relative}${anchor === undefined ? "" : `#${anchor}`})`;
  });
  return { text: rewritten, files: [...files], broken };
}

/** A folder means its README. */
function resolveTarget(path, kindOf, isPage) {
  const kind = kindOf(path);
  if (isPage(path) || kind === "file") return path;
  const readme = posix.join(path, "README.md");
  return kind === "folder" && isPage(readme) ? readme : null;
}
