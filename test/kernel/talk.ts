/** Talks to the kernel `tslab` of .venv message by message, through talk.py. */
import { runScript } from "./client";

/** One thing to do; talk.py says what each means. */
export type Action =
  | { send: string; content?: object; channel?: "shell" | "control"; buffers?: string[]; metadata?: object; as?: string }
  | { reply: string }
  | { hear: string; of: string }
  | { answer: string }
  | { asked: true }
  | { stale_answer: string }
  | { beat: string }
  | { create: string }
  | { restart: string }
  | { shutdown: string }
  | { vanish: true };

export interface Heard {
  type: string;
  content: Record<string, unknown>;
  metadata: object;
  /** Base64. */
  buffers: string[];
}
export interface Talked {
  results: Record<string, { reply: ({ type: string; status?: string } & Record<string, unknown>) | null; iopub: Heard[] }>;
  seconds: Record<string, number>;
  /** Of the kernel, if the client vanished. */
  pid?: number;
  /** What no request of ours caused, and what was asked on stdin. */
  others: (Heard & { of?: string })[];
}

/** Does `actions` with one kernel. */
export const talk = (folder: string, actions: Action[]): Promise<Talked> => runScript("talk.py", { folder, actions });

/** Runs a cell and waits for its end. */
export const cell = (as: string, code: string, options: object = {}): Action[] => [
  {
    send: "execute_request",
    as,
    content: { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true, ...options },
  },
  { reply: as },
];

/** Sends a request and waits for its reply. */
export const ask = (as: string, send: string, content: object = {}, channel: "shell" | "control" = "shell"): Action[] => [
  { send, as, content, channel },
  { reply: as },
];
