/** Says what the set-up does: a line a stage with the time it took; on a terminal the line under way counts the seconds. */
const WIDTH = 17;

/** Seconds as people read them: "0.4 s", "34 s", "2 min 5 s". */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Writes progress to `stream`. */
export function makeProgress(stream = process.stdout) {
  const live = Boolean(stream.isTTY) && !process.env.CI;
  const clear = live ? "\r\u001b[2K" : "";
  const line = (title, text) => `  ${title.padEnd(WIDTH)} ${text}`;
  return {
    /** One line of its own. */
    say: (text) => stream.write(`${text}\n`),

    /**
     * Does `work` under a line that begins with `title`. `work` gets `tell(text, detail)`, which says what it is at
     * (`detail()` is asked again and again on a terminal), and returns what to say at the end.
     * `reason`, why the work is done, is added to what it tells first.
     */
    async during(title, reason, work) {
      const begun = Date.now();
      let why = reason ? ` (${reason})` : "";
      let now = "";
      let detail = () => "";
      const room = () => (stream.columns || 80) - 12;
      const text = (more) => line(title, `${now} …${more}${why}`);
      const draw = () => stream.write(`${clear}${text(detail()).slice(0, room())} ${duration(Date.now() - begun)}`);
      const timer = live ? setInterval(draw, 500) : null;
      const tell = (next, nextDetail = () => "") => {
        now = next;
        detail = nextDetail;
        if (live) draw();
        else stream.write(`${text("")}\n`);
        why = "";
      };
      try {
        const note = await work(tell);
        stream.write(`${clear}${line(title, `${note}  (${duration(Date.now() - begun)})`)}\n`);
      } catch (error) {
        stream.write(`${clear}${line(title, `${now}: failed  (${duration(Date.now() - begun)})`)}\n`);
        throw error;
      } finally {
        if (timer) clearInterval(timer);
      }
    },
  };
}
