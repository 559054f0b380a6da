/** Looks through a built site: every local link leads to a file, and nothing is loaded from another server. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const LINK = /<(a|link|script|img|source|iframe)\b[^>]*?\s(?:href|src)\s*=\s*"([^"]*)"/g;

/** What a page links to or loads: `{tag, target}`; code shown on the page has no tags. */
export const linksOf = (html) =>
  [...html.replace(/<script[^>]*application\/json[^>]*>[\s\S]*?<\/script>/g, "").matchAll(LINK)].map(([, tag, target]) => ({
    tag,
    target: target.replaceAll("&amp;", "&"),
  }));

/**
 * The problem of a link, or null. Pages may link to others' pages, but nothing is loaded from there.
 * @param {(path: string) => boolean} exists for a path from the page's folder
 */
export function linkProblem({ tag, target }, exists) {
  if (/^(?:https?:)?\/\//.test(target)) return tag === "a" ? null : `loads ${target} from elsewhere`;
  if (/^[a-z][a-z+.-]*:/i.test(target)) return null;
  const path = decodeURIComponent(target.split(/[?#]/)[0]);
  return path === "" || exists(path) ? null : `leads to ${target}, which is not there`;
}

/** The problems of all pages in `folder`, each as "page: problem". The theme's templates, which lie in _static, are no pages. */
export function checkSite(folder) {
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html") && !name.startsWith("_static"));
  return pages.flatMap((page) => {
    const file = join(folder, page);
    const exists = (path) => existsSync(join(dirname(file), path));
    const problems = linksOf(readFileSync(file, "utf8")).map((link) => linkProblem(link, exists));
    return [...new Set(problems.filter(Boolean))].map((problem) => `${relative(folder, file)}: ${problem}`);
  });
}
