import { expect, it } from "vitest";
import { useBackend } from "../../src/backend/choose";
import { UserError } from "../../src/errors";

it("a later wish for other threads is refused, also for 1 where there are operations side by side", async () => {
  process.env.LARGEBATCH_THREADS = "";
  const backend = await useBackend({ backend: "cpu", threads: 2 });
  expect(backend).toMatchObject({ threads: 2, sideBySide: 2 });
  for (const wish of [{}, { threads: 2 }, { threads: "2" }, { threads: "" }, { work: { dense: true, batch: 1, weights: 1e8 } }])
    expect(await useBackend(wish)).toBe(backend);
  for (const wish of [{ threads: 1 }, { threads: "3" }, { backend: "cpu", threads: 1 }]) {
    await expect(useBackend(wish)).rejects.toThrow(UserError);
    await expect(useBackend(wish)).rejects.toThrow(/already computes with 2 threads; \d threads? needs a process of its own/);
  }
  backend.threads = 1;
  await expect(useBackend({ threads: 1 })).rejects.toThrow("already computes with 2 operations side by side; 1 thread needs");
});
