/** The list of the API: every public name with the first sentence of its description, and the way to its page, as TypeDoc wrote them. */

/** TypeDoc's kinds of reflections, in the order of the list: heading, folder of the pages. */
const KINDS = new Map([
  [64, ["Functions", "functions"]],
  [128, ["Classes", "classes"]],
  [32, ["Constants", "variables"]],
  [256, ["Interfaces", "interfaces"]],
  [2097152, ["Types", "types"]],
]);

/** Of a comment as TypeDoc has it, the text of its first sentence. */
export function firstSentence(comment) {
  const text = (comment?.summary ?? [])
    .map((part) => part.text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?[.!?](?= [A-ZΑ-Ω]|$)/u.exec(text)?.[0] ?? text;
}

/** As a cell of a table in MyST: nothing in it may open a formula, a tag or another cell. */
const cell = (text) =>
  text.replace(/(`[^`]*`)|[|$<>*_[\]{}\\]/g, (character, code) => (code ? code.replaceAll("|", "\\|") : `\\${character}`));

const DECLARED = /^export (?:declare )?(?:async )?(?:function|const|interface|type|class) ([\w$]+)/gm;

/**
 * What each exported name's file says of itself, by name: where a file has one idea, its opening sentence is the description of that.
 * @param {string[]} sources texts of source files
 */
export function openings(sources) {
  return new Map(
    sources.flatMap((text) => {
      const opening = /^\/\*\* ?([\s\S]*?)\s*\*\//.exec(text)?.[1]?.replace(/\s*\n \* ?/g, " ") ?? "";
      return [...text.matchAll(DECLARED)].map(([, name]) => [name, { summary: [{ text: opening }] }]);
    }),
  );
}

/** TypeDoc's file name of a page. */
const fileOf = (name) => `${name.replace(/[^\w-]/g, "_")}.html`;

/**
 * @param project what TypeDoc writes with --json
 * @param {Map<string, object>} opened `openings` of the sources, for names that have no description of their own
 */
export function apiPage({ children }, opened) {
  const parts = [...KINDS].flatMap(([kind, [heading, folder]]) => {
    const own = children.filter((child) => child.kind === kind).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    const rows = own.map((child) => {
      const described = [child.comment, child.signatures?.[0]?.comment, opened.get(child.name)].map(firstSentence).find(Boolean) ?? "";
      return `| <a href="api/${folder}/${fileOf(child.name)}">${child.name}</a> | ${cell(described)} |`;
    });
    return rows.length > 0 ? [`## ${heading}`, ["| name | what it is |", "|---|---|", ...rows].join("\n")] : [];
  });
  return [
    "# API",
    'What `import … from "largebatch"` gives, as TypeDoc reads it from the code. The pages have shapes, units, errors and sources; <a href="api/index.html">there</a> the list can be searched, too. Types that public functions mention and that are not public themselves stand under "types behind the public list"; they may change.',
    ...parts,
    "",
  ].join("\n\n");
}
