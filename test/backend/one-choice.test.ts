import { afterAll, expect, it, vi } from "vitest";

const load = () => vi.importActual<typeof import("../../src/backend/choose")>("../../src/backend/choose");
afterAll(() => vi.resetModules());

it("is chosen once for the process, even if the module is loaded a second time, as after an edit in a notebook", async () => {
  const first = await load();
  await first.useBackend({ backend: "js" });
  vi.resetModules();
  const second = await load();
  expect(second.useBackend).not.toBe(first.useBackend);
  expect((await second.useBackend()).name).toBe("js");
  await expect(second.useBackend({ backend: "wasm" })).rejects.toThrow("already computes with js");
});
