/** The pure parts of the site, and its pages laid out from this very checkout; with LARGEBATCH_TEST_SITE=1 the whole build, which downloads. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiPage, firstSentence, openings } from "../../scripts/site/api.mjs";
import { linkProblem, linksOf } from "../../scripts/site/check.mjs";
import { generatedPages, ledgerPage, publishedTables } from "../../scripts/site/generated.mjs";
import { contents, layOutPages, mapMarkdown } from "../../scripts/site/lay-out.mjs";
import { rewriteLinks } from "../../scripts/site/links.mjs";
import { pageGroups, placeOf, projectFiles } from "../../scripts/site/pages.mjs";
import { inProject, PROJECT_ROOT } from "../../src/project";
import { notebookFolder } from "../kernel/client";

const dist = createRequire(inProject("dist", "index.js"));

describe("the pages", () => {
  const files = [
    "README.md",
    "environment.md",
    "CHANGELOG.md",
    "docs/differences.md",
    "docs/cluster.md",
    "data/README.md",
    "data/published/README.md",
    "src/sweep/README.md",
    "notebooks/02-b.ipynb",
    "notebooks/00-a.ipynb",
    "bench/notes.txt",
  ];
  const groups = pageGroups(files) as { caption: string; pages: string[] }[];

  it("are grouped, each once, notebooks in their order; new ones join by themselves", () => {
    expect(groups).toEqual([
      { caption: "Notebooks", pages: ["notebooks/00-a.ipynb", "notebooks/02-b.ipynb"] },
      { caption: "Results", pages: ["ledger.md", "docs/differences.md", "data/published/README.md"] },
      { caption: "Using it", pages: ["docs/cluster.md", "environment.md"] },
      { caption: "The rooms", pages: ["data/README.md", "src/sweep/README.md"] },
      { caption: "Reference", pages: ["CHANGELOG.md", "api.md"] },
    ]);
    expect(placeOf("README.md")).toBe("index.md");
    expect(placeOf("src/sweep/README.md")).toBe("src/sweep/README.md");
  });

  it("have contents that name each without its ending", () => {
    expect(contents(groups).split("\n").slice(0, 6)).toEqual([
      "```{toctree}",
      ":caption: Notebooks",
      ":hidden:",
      "",
      "notebooks/00-a",
      "notebooks/02-b",
    ]);
    expect(contents(groups).match(/^```\{toctree\}/gm)).toHaveLength(5);
  });

  it("are all documents of this project, and nothing that was downloaded", () => {
    const found = projectFiles(PROJECT_ROOT) as string[];
    expect(found).toEqual(
      expect.arrayContaining(["README.md", "environment.md", "notebooks/00-setup.ipynb", "src/sweep/README.md", "docs/differences.md"]),
    );
    expect(found.filter((file) => /node_modules|data\/(?:cache|runs)|docs\/site/.test(file))).toEqual([]);
  });
});

describe("rewriteLinks", () => {
  const kinds: Record<string, string> = { "docs/x.png": "file", "src/sweep": "folder", "src/data": "folder", LICENSE: "file" };
  const pages = new Set(["README.md", "docs/a.md", "src/sweep/README.md", "notebooks/00-a.ipynb"]);
  const rewrite = (text: string, page: string) =>
    rewriteLinks(
      text,
      page,
      (file: string) => kinds[file] ?? null,
      (file: string) => pages.has(file),
    );

  it("leads from and to the front page, to a folder's README, and to files, which come along", () => {
    expect(rewrite("[r](../README.md#start) ![p](x.png) [s](../src/sweep) [n](../notebooks/00-a.ipynb)", "docs/a.md")).toEqual({
      text: "[r](../index.md#start) ![p](x.png) [s](../src/sweep/README.md) [n](../notebooks/00-a.ipynb)",
      files: ["docs/x.png"],
      broken: [],
    });
    expect(rewrite("[d](docs/a.md) [l](LICENSE)", "README.md")).toMatchObject({ text: "[d](docs/a.md) [l](LICENSE)", files: ["LICENSE"] });
  });

  it("leaves the web, anchors and code alone", () => {
    const text = "[w](https://a.org/x.md) [m](mailto:a@b.c) [h](#here) `[x](no.md)`\n```md\n[x](no.md)\n```";
    expect(rewrite(text, "README.md")).toEqual({ text, files: [], broken: [] });
  });

  it("names what is not there, and a folder without a page", () => {
    expect(rewrite("[x](no.md) [d](src/data)", "README.md").broken).toEqual(["no.md", "src/data"]);
  });

  it("changes the Markdown of notebooks alone", () => {
    const notebook = {
      cells: [
        { cell_type: "markdown", source: ["a\n", "b"] },
        { cell_type: "code", source: "a" },
      ],
    };
    expect(mapMarkdown(notebook, (text: string) => text.toUpperCase())).toEqual({
      cells: [
        { cell_type: "markdown", source: "A\nB" },
        { cell_type: "code", source: "a" },
      ],
    });
  });
});

describe("the check of a built site", () => {
  const exists = (file: string) => file === "../index.html";

  it("reads links and what is loaded, but for data of figures", () => {
    const html = `<a class="x" href="../a.html?q=1&amp;r#b">x</a><script type="application/json">{"a": "<a href=\\"no.html\\">"}</script><img alt="" src="p.png">`;
    expect(linksOf(html)).toEqual([
      { tag: "a", target: "../a.html?q=1&r#b" },
      { tag: "img", target: "p.png" },
    ]);
  });

  it.each([
    ["a", "../index.html#x", null],
    ["a", "#x", null],
    ["a", "https://a.org", null],
    ["a", "mailto:a@b.c", null],
    ["img", "data:image/png;base64,AA", null],
    ["a", "gone.html", "leads to gone.html, which is not there"],
    ["script", "https://cdn.org/x.js", "loads https://cdn.org/x.js from elsewhere"],
    ["link", "//cdn.org/x.css", "loads //cdn.org/x.css from elsewhere"],
  ])("%s %s: %s", (tag, target, problem) => expect(linkProblem({ tag, target }, exists)).toBe(problem));
});

describe("the list of the API", () => {
  it("takes the first sentence of a description", () => {
    const comment = (text: string) => ({ summary: [{ kind: "text", text }] });
    expect(firstSentence(comment("Largest rise, e.g. of φ.\nA second one."))).toBe("Largest rise, e.g. of φ.");
    expect(firstSentence(comment("No end"))).toBe("No end");
    expect(firstSentence(undefined)).toBe("");
  });

  it("has what a file says of itself for names without a description", () => {
    const opened = openings(["/** One idea. More. */\nexport function f() {}\nexport const g = 1;\nfunction h() {}\n"]);
    expect([...opened.keys()]).toEqual(["f", "g"]);
    const children = [
      { name: "f", kind: 64, signatures: [{ comment: { summary: [] } }] },
      { name: "$x", kind: 32, comment: { summary: [{ text: "A | `b | c` <d> $e$." }] } },
    ];
    const lines = (apiPage({ children }, opened) as string).split("\n");
    expect(lines).toContain('| <a href="api/functions/f.html">f</a> | One idea. |');
    expect(lines).toContain('| <a href="api/variables/_x.html">$x</a> | A \\| `b \\| c` \\<d\\> \\$e\\$. |');
  });
});

it("published tables come with a link, which brings the file", () => {
  expect(publishedTables(["a.csv"])).toBe("## a\n\n[a.csv](a.csv)\n\n```{csv-table}\n:file: a.csv\n:header-rows: 1\n```\n\n");
});

it("the ledger's page has counts, a part for each notebook and what was refused", () => {
  const claim = {
    id: "x",
    statement: "S",
    test: { kind: "count", effect: "things" },
    estimate: 2,
    interval: null,
    n: 1,
    verdict: "not tested",
    notebook: "03-gap",
  };
  const page = ledgerPage({ entries: [claim], problems: [{ notebook: "04-x", problem: "no claims" }] }, dist) as string;
  expect(page).toContain("| [03-gap](notebooks/03-gap.ipynb) | 1 | 0 | 0 | 0 | 1 |");
  expect(page).toContain("## 03-gap\n\n[03-gap](notebooks/03-gap.ipynb): 1 not tested.\n\n| claim |");
  expect(page).toContain("## Not entered\n\n- 04-x: no claims.");
});

describe("this checkout's pages", () => {
  const { folder, remove } = notebookFolder();
  const source = path.join(folder, "source");
  afterAll(remove);
  beforeAll(() => {
    layOutPages(PROJECT_ROOT, source, generatedPages(PROJECT_ROOT, dist, { children: [] }));
  });
  const read = (page: string) => readFileSync(path.join(source, page), "utf8");

  it("are laid out without a broken link, with what they link to", () => {
    for (const page of [
      "index.md",
      "ledger.md",
      "api.md",
      "docs/differences.md",
      "notebooks/00-setup.ipynb",
      "docs/parametric.png",
      "data/published/keskar.csv",
    ])
      expect(existsSync(path.join(source, page)), page).toBe(true);
    expect(read("index.md")).toContain("notebooks/00-setup\n");
    expect(read("docs/claims-of-the-document.md")).toContain("](../index.md#ledger)");
  });

  it("have every table of data/published", () => {
    expect(read("data/published/README.md").match(/^:file: .*\.csv$/gm)?.length).toBeGreaterThan(5);
  });
});

it.runIf(process.env.LARGEBATCH_TEST_SITE === "1")(
  "the site is built",
  () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [inProject("scripts", "site.mjs")], { encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
    const html = readFileSync(inProject("site", "notebooks", "00-setup.html"), "utf8");
    expect(html).toContain('<div class="figure"><img alt="');
    expect(html).toContain("_static/figures.js");
  },
  15 * 60_000,
);
