/** `history_request`: the cells of this session, kept in memory. */
import type { Content } from "./wire/message";

/** This session's number; clients also ask for it as 0. */
const SESSION = 1;

interface Entry {
  number: number;
  code: string;
  /** The text of its value, if it has one. */
  shown: string | null;
}

interface HistoryRequest {
  hist_access_type?: "range" | "tail" | "search";
  /** Whether to give values too. */
  output?: boolean;
  session?: number;
  start?: number;
  stop?: number | null;
  n?: number | null;
  /** With `*` and `?`. */
  pattern?: string;
  unique?: boolean;
}

/** A shell pattern as a regular expression for whole texts. */
function matcher(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

/** The last entry of each code, in order. */
const uniqueOf = (entries: Entry[]): Entry[] => {
  const last = new Map(entries.map((entry) => [entry.code, entry]));
  return entries.filter((entry) => last.get(entry.code) === entry);
};

const lastOf = <T>(items: T[], n: number | null | undefined): T[] => (typeof n === "number" ? (n > 0 ? items.slice(-n) : []) : items);

/** The cells that ran. */
export class History {
  private readonly entries: Entry[] = [];

  /** Adds a cell and the text of its value. */
  add(number: number, code: string, shown: string | undefined): void {
    this.entries.push({ number, code, shown: shown ?? null });
  }

  /** Answers `history_request`. */
  answer(request: HistoryRequest): Content {
    const history = this.select(request).map(({ number, code, shown }) => [SESSION, number, request.output ? [code, shown] : code]);
    return { status: "ok", history };
  }

  private select({ hist_access_type = "tail", session = 0, start = 0, stop, n, pattern = "*", unique }: HistoryRequest): Entry[] {
    if (hist_access_type === "tail") return lastOf(this.entries, n);
    if (hist_access_type === "search") {
      const wanted = matcher(pattern);
      const found = this.entries.filter(({ code }) => wanted.test(code));
      return lastOf(unique ? uniqueOf(found) : found, n);
    }
    // Sessions before this one are not kept.
    if (session !== 0 && session !== SESSION) return [];
    const next = (this.entries.at(-1)?.number ?? 0) + 1;
    const from = start < 0 ? next + start : start;
    const until = typeof stop !== "number" ? next : stop < 0 ? next + stop : stop;
    return this.entries.filter(({ number }) => number >= from && number < until);
  }
}
