/** Lays out the sources of the site: a copy of each page with its links rewritten, what they link to, and the contents. */
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../setup/problem.mjs";
import { rewriteLinks } from "./links.mjs";
import { pageGroups, placeOf, projectFiles } from "./pages.mjs";

/** The contents in MyST: a hidden list for each group, which the theme shows at the side. */
export const contents = (groups) =>
  groups
    .map(({ caption, pages }) => ["```{toctree}", `:caption: ${caption}`, ":hidden:", "", ...pages.map(docname), "```"].join("\n"))
    .join("\n\n");

const docname = (page) => page.replace(/\.(?:md|ipynb)$/, "");

/** The Markdown of a notebook's cells, changed by `change`. */
export function mapMarkdown(notebook, change) {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "markdown" ? { ...cell, source: change([cell.source].flat().join("")) } : cell,
  );
  return { ...notebook, cells };
}

/**
 * @param {string} root of the project
 * @param {string} folder to write to
 * @param {Record<string, string | ((text: string) => string)>} generated pages by their path: a text, or what becomes of the project's
 * @returns the groups of the contents
 * @throws {Problem} that names every broken link
 */
export function layOutPages(root, folder, generated) {
  const groups = pageGroups(projectFiles(root));
  const pages = ["README.md", ...groups.flatMap((group) => group.pages)];
  const known = new Set(pages);
  const kindOf = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    return found ? (found.isDirectory() ? "folder" : "file") : null;
  };
  const broken = [];
  const copied = new Set();
  for (const page of pages) {
    const relink = (text) => {
      const result = rewriteLinks(text, page, kindOf, (path) => known.has(path));
      for (const target of result.broken) broken.push(`${page}: ${target}`);
      for (const file of result.files) copied.add(file);
      return result.text;
    };
    write(join(folder, placeOf(page)), pageText(root, page, generated[page], relink, groups));
  }
  if (broken.length > 0) throw new Problem(`Links that lead nowhere:\n${broken.map((each) => `  ${each}`).join("\n")}`);
  for (const file of copied) copy(join(root, file), join(folder, file));
  return { groups };
}

function pageText(root, page, made, relink, groups) {
  if (typeof made === "string") return relink(made);
  const text = readFileSync(join(root, page), "utf8");
  if (page.endsWith(".ipynb")) return `${JSON.stringify(mapMarkdown(JSON.parse(text), relink), null, 1)}\n`;
  const own = relink(made ? made(text) : text);
  return page === "README.md" ? `${own}\n${contents(groups)}\n` : own;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
