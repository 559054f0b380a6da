import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { CLI, largebatch } from "./run";

const tiny = ["train", "--network", "mlp", "--batch", "50", "--set", "trainSize=200"];

describe("train", () => {
  it("trains and prints one JSON result", async () => {
    const { code, stdout } = await largebatch([...tiny, "--steps", "8", "--optimizer", "sgd", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      run: { network: "mlp", data: "glyphs", batch: 50, trainSize: 200, optimizer: "sgd", until: "steps", steps: 8 },
      ending: "steps",
      steps: 8,
      epochs: 2,
      parameters: 118_282,
      test: { accuracy: expect.any(Number) },
    });
  });

  it("takes remedies, and refuses what is none", async () => {
    const { code, stdout, stderr } = await largebatch([
      ...tiny,
      "--steps",
      "4",
      "--json",
      "--remedy",
      "sam:rho=0.1",
      "--remedy",
      "clipping",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).run.remedies).toEqual({ clipping: { norm: 5 }, sam: { rho: 0.1 } });
    expect(stderr).toContain("; clipping:norm=5 sam:rho=0.1;");
    const wrong = await largebatch([...tiny, "--remedy", "sam:radius=1"]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("remedies.sam.radius: there is no such setting") });
  });

  it("prints accuracies and the time of a step for people, and a line an epoch where there is no terminal", async () => {
    const { code, stdout, stderr } = await largebatch([...tiny, "--epochs", "2"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/test\s+loss \d\.\d{4}\s+accuracy \d+\.\d\d %/);
    expect(stdout).toMatch(/ms a step/);
    expect(stderr.match(/^epoch \d, step \d+: loss/gm)).toHaveLength(2);
  });

  it("stops cleanly on Ctrl-C, with what it has and exit code 130", async () => {
    let sent = false;
    const { code, stdout } = await largebatch([...tiny, "--epochs", "100000", "--json"], {
      onError: (text, kill) => {
        if (!sent && text.includes("epoch 2")) {
          sent = true;
          kill("SIGINT");
        }
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ ending: "interrupted" });
  });

  it("names the step of a loss that is no number, and exits with 1", async () => {
    const { code, stderr } = await largebatch([...tiny, "--optimizer", "sgd", "--set", "learningRate=1e30"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: The loss is no number any more at step \d+.*learningRate=1e\+29/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("computes the same on plain JavaScript, within float32 rounding", async () => {
    const losses = await Promise.all(
      ["js", "cpu"].map(async (backend) => {
        const { stdout } = await largebatch([...tiny, "--steps", "4", "--json", "--backend", backend, "--optimizer", "momentum"]);
        const { history, train } = JSON.parse(stdout) as { history: { trainLoss: number }[]; train: { loss: number } };
        return [history[0]?.trainLoss, train.loss] as [number, number];
      }),
    );
    const [js, native] = losses as [[number, number], [number, number]];
    for (const i of [0, 1] as const) expect(Math.abs(js[i] - native[i]) / native[i]).toBeLessThan(1e-4);
  });
});

describe("mistakes end with one clear line and no stack", () => {
  it.each([
    [["train", "--network", "F9"], 2, /network: .*got "F9"/],
    [["train"], 2, /--network/],
    [["train", "--network", "mlp", "--batch", "many"], 2, /--batch takes a number in decimal, got "many"/],
    [["train", "--network", "mlp", "--steps", "0x10"], 2, /--steps takes a number in decimal, got "0x10"/],
    [["train", "--network", "mlp", "--set", "steps=0x10"], 2, /steps: .*got "0x10"/],
    [["train", "--network", "mlp", "--set", "batch=64", "--batch", "16"], 2, /batch is given twice: --batch 16 and --set batch=64/],
    [["train", "--network", "mlp", "--set", "network=cnn"], 2, /network is given twice/],
    [["train", "--network", "mlp", "--threads", "100000"], 2, /integer from 1 to \d+, got "100000"/],
    [["train", "--network", "mlp", "--set", "momentum=0.8"], 2, /--set momentum: the optimizer adam does not use it/],
    [["train", "--network", "mlp", "--epochs", "3", "--set", "patience=3"], 2, /--set patience: a training that ends after its epochs/],
    [["train", "--network", "mlp", "--set", "statisticsMomentum=0.8"], 2, /--set statisticsMomentum: mlp has no batch norm/],
    [["train", "--network", "mlp", "--batch", "5000"], 2, /batch \(5000\) is larger than the training set \(2000/],
    [["train", "--network", "mlp", "--set", "lr=1"], 2, /Unknown setting "lr".*learningRate/],
    [["train", "--network", "mlp", "--set", "trainSize=99999"], 2, /99,?999/],
    [["train", "--network", "mlp", "--until", "steps"], 2, /--steps N/],
    [["train", "--network", "C3"], 2, /100 classes/],
    [["train", "--network", "mlp", "--backend", "cuda"], 2, /Unknown backend "cuda"/],
    [["train", "--network", "mlp", "--threads", "0"], 2, /threads/],
    [["train", "--network", "mlp", "--seed", "Infinity"], 2, /--seed takes a number in decimal, got "Infinity"/],
    [["doctor", "--backend", "cuda"], 2, /Unknown backend/],
    [["doctor", "--threads", "abc"], 2, /threads.*got "abc"/],
    [["data", "imagenet"], 2, /Unknown data set "imagenet"/],
    [["notebooks", "99"], 2, /04-flat-and-sharp/],
    [["notebooks", "--scale", "huge"], 2, /smoke, small, paper/],
    [["trian"], 2, /train/],
  ])("%j → %i", async (args, expected, message) => {
    const { code, stderr } = await largebatch(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(expected);
  });
});

describe("a reader that goes away", () => {
  // `true` reads nothing, and has gone before the command has anything to say.
  it.each([["--help"], ["train --help"], ["remedies --json"]])("ends %s quietly", (args) => {
    const { status, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", `"${process.execPath}" "${CLI}" ${args} | true`], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("doctor", () => {
  it("is healthy here, and says what computes and why nothing better", async () => {
    const { code, stdout } = await largebatch(["doctor", "--json", "--backend", "cpu"]);
    const { healthy, findings } = JSON.parse(stdout) as { healthy: boolean; findings: { name: string; state: string; value: string }[] };
    expect([healthy, code]).toEqual([true, 0]);
    const value = (name: string) => findings.find((finding) => finding.name === name)?.value;
    expect(value("backend")).toMatch(/tensorflow-cpu on CPU .*TensorFlow 2\.21\.0/);
    expect(value("GPU package")).toMatch(/computes on the CPU/);
    expect(value("packages")).toMatch(/tslab 1\.0\.22 \(TypeScript 5\.0\.4\)/);
    expect(findings.filter(({ name }) => name.startsWith("data ")).map(({ name }) => name)).toEqual([
      "data glyphs",
      "data glyphs-100",
      "data mnist",
      "data cifar-10",
    ]);
  });

  it("shows what is broken among all else, and exits with 1", async () => {
    const { code, stdout } = await largebatch(["doctor"], { env: { LARGEBATCH_BROWSER: "/nowhere" } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/BROKEN\s+pictures.*\/nowhere/);
    expect(stdout).toMatch(/ok\s+backend/);
    expect(stdout).toMatch(/1 broken: pictures/);
  });

  it("refuses a backend that cannot run here", async () => {
    const gpu = (await largebatch(["doctor"])).stdout.includes("tensorflow-gpu on");
    const { code, stderr } = await largebatch(["doctor", "--backend", "gpu"]);
    if (gpu) expect(code).toBe(0);
    else {
      expect(code).toBe(1);
      expect(stderr).toMatch(/tensorflow-gpu cannot run here/);
    }
  });
});

describe("remedies", () => {
  it("lists each with idea, paper, cost and settings, for people and as JSON", async () => {
    const [{ stdout }, json] = await Promise.all([largebatch(["remedies"]), largebatch(["remedies", "--json"])]);
    expect(stdout).toMatch(
      /^sam: the gradient where the loss is highest.*\n {2}Foret et al\., 2021.*; 2 gradients a step; not with asam\n {2}rho=0\.05/m,
    );
    const all = JSON.parse(json.stdout) as { name: string }[];
    expect(all.map(({ name }) => name)).toContain("lars");
    for (const { name } of all) expect(stdout).toContain(`${name}: `);
  });
});
