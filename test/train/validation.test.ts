import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { canonicalJson, parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import { sha256 } from "../../src/data/files";
import { fingerprint } from "../../src/data/fingerprint";
import { UsageError } from "../../src/errors";
import { type TrainResult, train } from "../../src/train/loop";
import { place, temporaryFolder, tinyMnist, tinySources } from "../data/helpers";

beforeAll(async () => {
  await useBackend();
});

const run = parseRun({ network: "mlp", data: "mnist", batch: 2, validation: 2, until: "epochs", epochs: 3 });

/** The tuning run on a tiny MNIST whose test images are all of one byte, and the data that it was given. */
async function tuned(testByte: number) {
  const folder = await temporaryFolder();
  const { files, source } = tinyMnist();
  const images = files["test-images"]?.map((byte, at) => (at < 16 ? byte : testByte)) as Uint8Array;
  const changed = { ...files, "test-images": images };
  await place(folder, changed);
  // What the files are makes no difference here.
  source.test.images.sha256 = sha256(images);
  const data = await loadData(run.data, {
    validation: run.validation,
    folder,
    sources: await tinySources({ mnist: source }),
    offline: true,
  });
  return { data, result: await train(run, data) };
}

const numbers = ({ seconds: _seconds, stepMs: _stepMs, ...rest }: TrainResult) => rest;

describe("a run with a validation split", () => {
  it("does not depend on the test images: other ones change nothing of it", async () => {
    const [dark, bright] = [await tuned(0), await tuned(255)];
    expect(numbers(bright.result)).toEqual(numbers(dark.result));
    expect(fingerprint(bright.data)).toBe(fingerprint(dark.data));
    expect(dark.result).toMatchObject({ evaluatedOn: "validation", epochs: 3 });
    expect(dark.result.history.every(({ test }) => test !== undefined)).toBe(true);
  });

  it("measures the validation examples: other ones change its accuracy's loss, not its weights", async () => {
    const { data, result } = await tuned(0);
    const other = await train(run, { ...data, test: { ...data.test, images: data.test.images.map((byte) => 255 - byte) } });
    expect(other.weights).toEqual(result.weights);
    expect(other.test.loss).not.toBe(result.test.loss);
  });

  it("refuses data that hold out nothing, or another number, and says how to load them", async () => {
    const { data } = await tuned(0);
    const { validation: _, ...whole } = data;
    const training = train(run, whole);
    await expect(training).rejects.toThrow(UsageError);
    await expect(training).rejects.toThrow(/run holds out 2 .* the data given none\. Load the data with loadData\(run\.data/);
    await expect(train({ ...run, validation: undefined }, data)).rejects.toThrow(/run holds out none .* the data given 2/);
  });

  it("says that others were evaluated on the test set; their settings read as before", async () => {
    const { data } = await tuned(0);
    const { validation: _, ...whole } = data;
    const plain = parseRun({ network: "mlp", data: "mnist", batch: 2, until: "steps", steps: 1 });
    expect((await train(plain, whole)).evaluatedOn).toBe("test");
    expect(canonicalJson(plain)).not.toContain("validation");
  });
});
