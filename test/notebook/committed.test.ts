/** What is true of every notebook as it is committed. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { findNotebooks } from "../../src/notebook/names";
import { inProject } from "../../src/project";

/** A place on one machine: an absolute path of two names or more, not part of an address or of a longer path. */
const FOLDER = /(?<![\w.~:/$<-])\/(?:[\w.-]+\/)+[\w.-]+/g;

interface Output {
  text?: string | string[];
  data?: Record<string, unknown>;
}

/** What an output says in words. */
const textsOf = ({ text = "", data = {} }: Output): string[] =>
  [text, data["text/plain"] ?? "", data["text/markdown"] ?? "", data["text/html"] ?? ""].map((part) => [part].flat().join(""));

const foldersIn = (outputs: Output[]): string[] => outputs.flatMap(textsOf).flatMap((text) => text.match(FOLDER) ?? []);

it("finds a folder of a machine, and nothing that only looks like one", () => {
  expect(foldersIn([{ text: "data mnist  ok  /home/ann/data/mnist" }, { data: { "text/html": ["<td>/tmp/x/y</td>"] } }])).toEqual([
    "/home/ann/data/mnist",
    "/tmp/x/y",
  ]);
  expect(foldersIn([{ text: "./data/cache, https://arxiv.org/abs/1609.04836, $LARGEBATCH_DATA/mnist/a, LB/arm/x, 1/2" }])).toEqual([]);
});

it.each(findNotebooks([], inProject("notebooks")).map((file) => [basename(file), file]))(
  "%s names no folder of the machine that ran it",
  (_, file) => {
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: { outputs?: Output[] }[] };
    expect(foldersIn(cells.flatMap(({ outputs = [] }) => outputs))).toEqual([]);
  },
);
