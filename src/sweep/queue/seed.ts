/** What a coordinator's store has of a run already goes out with it: a checkpoint to go on from, or the finished run, of which measures are missing. */
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { sizeOf } from "../../data/files";
import { UserError } from "../../errors";
import { CHECKPOINT_FILE } from "../../train/checkpoint";
import type { RunStore } from "../store";
import { type Bundle, bundle } from "./bundle";
import { stepOf } from "./carry";
import { gather } from "./gather";
import type { Order } from "./order";
import { putBundle, type Room } from "./parcel";
import { requireFinished } from "./receive";

export interface Seed {
  client: Redis;
  store: RunStore;
  room: Room;
  target: string;
  staging(token: string): string;
}

/** Puts what there is; files that cannot be used are left where they are, and the run starts anew. */
export async function seed(order: Order, { client, store, room, target, staging }: Seed): Promise<void> {
  const made = await seedOf(order, store);
  if (made && (await client.exists(target)) === 0) await putBundle(client, { lock: target, holder: "", staging, target }, made, room);
}

async function seedOf(order: Order, store: RunStore): Promise<Bundle | undefined> {
  const folder = store.folderOf(order.id);
  const about = { worker: hostname(), attempts: 0 };
  try {
    if (order.measure.length > 0 && (await store.statusOf(order.id)) === "done") {
      const files = await gather(folder);
      requireFinished(order, files);
      return bundle({ kind: "given", ...about }, files);
    }
    if ((await sizeOf(join(folder, CHECKPOINT_FILE))) === undefined) return undefined;
    const bytes = await readFile(join(folder, CHECKPOINT_FILE));
    return bundle({ kind: "checkpoint", ...about, step: stepOf(bytes, order) }, new Map([[CHECKPOINT_FILE, bytes]]));
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code) return undefined;
    throw error;
  }
}
