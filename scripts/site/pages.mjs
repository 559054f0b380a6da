/** Which files of the project are pages of the site, and under which heading of its contents. New notebooks, rooms' READMEs and documents join by themselves. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Pages that are no files of the project: what generated.mjs writes. */
export const GENERATED = ["ledger.md", "api.md"];

const RESULTS = ["ledger.md", "docs/claims-of-the-document.md", "docs/differences.md", "data/published/README.md"];

/** Each page is of the first group that takes it. */
const GROUPS = [
  ["Notebooks", (page) => /^notebooks\/[^/]+\.ipynb$/.test(page)],
  ["Results", (page) => RESULTS.includes(page)],
  ["Using it", (page) => page === "environment.md" || /^docs\/[^/]+\.md$/.test(page)],
  ["The rooms", (page) => /^(?:data|bench|src|examples)\/.*README\.md$/.test(page)],
  ["Reference", (page) => page === "api.md" || page === "CHANGELOG.md"],
];

const byResults = (a, b) => RESULTS.indexOf(a) - RESULTS.indexOf(b);

/**
 * The contents, as `{caption, pages}`; README.md is the front page and in none of them.
 * @param {string[]} files paths inside the project, with slashes
 */
export function pageGroups(files) {
  const left = new Set([...files, ...GENERATED]);
  return GROUPS.map(([caption, takes]) => {
    const pages = [...left].filter(takes).sort();
    for (const page of pages) left.delete(page);
    return { caption, pages: caption === "Results" ? pages.sort(byResults) : pages };
  }).filter(({ pages }) => pages.length > 0);
}

/** Where a page lies on the site: the project's README is the front page. */
export const placeOf = (page) => (page === "README.md" ? "index.md" : page);

/** Where the documents of the project are. */
const FOLDERS = ["notebooks", "docs", "data", "src", "bench", "examples"];

/** All Markdown files and notebooks of the project that could be pages; not what was downloaded or made there. */
export function projectFiles(root) {
  const inFolders = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => filesIn(root, folder));
  const atTop = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [...atTop, ...inFolders].filter((file) => /\.(?:md|ipynb)$/.test(file));
}

const PASSED_OVER = new Set(["data/cache", "data/runs", "docs/site", "node_modules", ".ipynb_checkpoints"]);

function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (PASSED_OVER.has(path) || PASSED_OVER.has(entry.name)) return [];
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}
