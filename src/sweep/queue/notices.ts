/** What workers have to say to the coordinators of their queue, such as that they were refused: a short list in Redis. */
import type { Redis } from "ioredis";
import { plain } from "./message";

/** Newest notices that are kept. */
const MOST = 50;

export const postNotice = async (client: Redis, key: string, text: string): Promise<void> => {
  await client.xadd(key, "MAXLEN", MOST, "*", "text", plain(text));
};

/** Reads what was posted since the last call, or since it was made. */
export async function noticesSince(client: Redis, key: string): Promise<() => Promise<string[]>> {
  const [newest] = await client.xrevrange(key, "+", "-", "COUNT", 1);
  let last = newest?.[0] ?? "0-0";
  return async () => {
    const found = await client.xrange(key, `(${last}`, "+", "COUNT", MOST);
    last = found.at(-1)?.[0] ?? last;
    return found.flatMap(([, fields]) => (fields[0] === "text" && fields[1] !== undefined ? [plain(fields[1])] : []));
  };
}
