/** Knows the signatures of the messages that came, so that a message recorded and sent again is not run again. */

/** Signatures remembered; then the older half is forgotten. */
const LIMIT = 65_536;

/** The signatures seen. */
export class Replays {
  private recent = new Set<string>();
  private older = new Set<string>();

  constructor(private readonly limit = LIMIT) {}

  /** Whether `signature` is seen for the first time. It is remembered. */
  isNew(signature: string): boolean {
    if (this.recent.has(signature) || this.older.has(signature)) return false;
    this.recent.add(signature);
    if (this.recent.size >= this.limit / 2) {
      this.older = this.recent;
      this.recent = new Set();
    }
    return true;
  }
}
