import { expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { compileStep } from "../../src/trace/compiled-step";

it("a step is not compiled without TensorFlow, and why is said", async () => {
  const compiling = () => compileStep(() => null, { batch: 1, data: {} });
  expect(compiling).toThrow(/No backend has been chosen yet. Call `await useBackend\(\)`/);
  await useBackend({ backend: "js" });
  expect(compiling).toThrow(/needs TensorFlow, the backend in use is js/);
});
