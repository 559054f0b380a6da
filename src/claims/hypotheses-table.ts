/** The ideas side by side: what each predicts, what was seen of it, and whether its predictions held. */
import type { Claim, Verdict } from "./claim";

/** An idea, with the claims that it stands or falls with. */
export interface Idea {
  name: string;
  /** What must be true if it is right. */
  predicts: string;
  claims: readonly Claim[];
}

/** How many of an idea's tested predictions held, in words. */
export function outcomeOf(claims: readonly Claim[]): string {
  const count = (wanted: Verdict) => claims.filter(({ verdict }) => verdict === wanted).length;
  const [held, direction, untested] = [count("reproduced"), count("direction only"), count("not tested")];
  const tested = claims.length - untested;
  if (tested === 0) return "not tested";
  const first = held === tested ? "all held" : held + direction === 0 ? "none held" : `${held} of ${tested} held`;
  return [first, ...(direction > 0 ? [`${direction} in direction only`] : []), ...(untested > 0 ? [`${untested} not tested`] : [])].join(
    ", ",
  );
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
