/** The ideas side by side: what each predicts, what was seen of it, and whether its predictions held. */
import type { Claim } from "./claim";

/** An idea, with the claims that it stands or falls with. */
export interface Idea {
  name: string;
  /** What must be true if it is right. */
  predicts: string;
  claims: readonly Claim[];
}

/** How many of an idea's tested predictions held, in words. "Reproduced" and "direction only" both hold: the size is another question. */
export function outcomeOf(claims: readonly Claim[]): string {
  const tested = claims.filter(({ verdict }) => verdict !== "not tested");
  if (tested.length === 0) return "not tested";
  const held = tested.filter(({ verdict }) => verdict !== "not reproduced").length;
  if (held === tested.length) return "all held";
  return held === 0 ? "none held" : `${held} of ${tested.length} held`;
}

/** As Markdown: a row an idea. */
export function hypothesesTable(ideas: readonly Idea[]): string {
  const seen = ({ claims }: Idea) => claims.map(({ id, verdict }) => `\`${id}\`: ${verdict}`).join("<br>");
  return [
    "| hypothesis | predicts | seen | verdict |",
    "|---|---|---|---|",
    ...ideas.map((idea) => `| ${idea.name} | ${idea.predicts} | ${seen(idea)} | **${outcomeOf(idea.claims)}** |`),
  ].join("\n");
}
