import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inProject } from "../../src/project";
import { largebatch } from "./run";

/** Put there by scripts/test.mjs as npm packages. */
const nodeOf = (major: number) => {
  const name = `node-linux-${process.arch}`;
  return (
    [inProject(".runtimes", String(major), "node_modules", name, "bin/node"), inProject(".runtimes", String(major), "bin/node")].find(
      existsSync,
    ) ?? ""
  );
};

it.skipIf(process.platform !== "linux").each([20, 22, 24])("trains a step on Node %i", async (major) => {
  const node = nodeOf(major);
  expect(existsSync(join(node)), `Node ${major} is missing: run npm test, which fetches it`).toBe(true);
  const { code, stdout, stderr } = await largebatch(["train", "--network", "mlp", "--set", "trainSize=100", "--steps", "1", "--json"], {
    node,
  });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ steps: 1, backend: "tensorflow-cpu" });
});
