import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, parseRun, parseSettings, RUN_KEYS, settingFaults } from "../src/config";
import { UsageError } from "../src/errors";

describe("parseRun", () => {
  it("fills in the defaults", () => {
    expect(parseRun({ network: "F1" })).toMatchObject({
      data: "glyphs",
      batch: 32,
      seed: 1,
      optimizer: "adam",
      learningRate: 1e-3,
      until: "stall",
      patience: 10,
    });
    expect(parseRun({ network: "F1", optimizer: "momentum" }).learningRate).toBe(0.01);
    expect(parseRun({ network: "F1", optimizer: "momentum", learningRate: 0.5 }).learningRate).toBe(0.5);
  });

  it("is stable: parsing a parsed run changes nothing", () => {
    const run = parseRun({ network: "C1", batch: 100, until: "steps", steps: 5 });
    expect(parseRun(run)).toEqual(run);
  });

  it.each([
    [{ network: "F1", batch: 0 }, /batch: .*got 0/],
    [{ network: "F1", batch: 2.5 }, /batch: .*got 2.5/],
    [{ network: "F9" }, /network: .*got "F9"/],
    [{ network: "F1", data: "svhn" }, /data: .*got "svhn"/],
    [{ network: "F1", learningRate: -1 }, /learningRate: .*got -1/],
    [{ network: "F1", momentum: 1 }, /momentum: .*got 1/],
    [{ network: "F1", seed: -3 }, /seed: .*got -3/],
    [{ network: "F1", batchSize: 3 }, /batchSize/],
    [{ network: "F1", until: "epochs" }, /--epochs N/],
    [{ network: "F1", until: "steps" }, /--steps N/],
    [{}, /network/],
    [null, /expected object/],
  ])("refuses %j and says why", (input, message) => {
    expect(() => parseRun(input)).toThrow(UsageError);
    expect(() => parseRun(input)).toThrow(message);
  });

  it("never throws anything but a UsageError, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...RUN_KEYS), fc.anything())), (input) => {
        try {
          parseRun(input);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe("parseSettings", () => {
  it("reads numbers and words", () => {
    expect(parseSettings(["learningRate=1e-2", "optimizer=sgd"])).toEqual({ learningRate: 0.01, optimizer: "sgd" });
  });

  it("reads numbers in decimal only", () => {
    expect(parseSettings(["batch=0x10", "momentum=.5", "epochs=", "beta1=Infinity"])).toEqual({
      batch: "0x10",
      momentum: 0.5,
      epochs: "",
      beta1: "Infinity",
    });
  });

  it.each(["learningRate", "=3", "lr=0.1"])("refuses %s", (text) => {
    expect(() => parseSettings([text])).toThrow(UsageError);
  });
});

describe("settingFaults", () => {
  it("finds nothing wrong with settings that a run can have", () => {
    expect(settingFaults({ learningRate: 0.1, trainSize: 200, validation: 20, optimizer: "sgd", until: "epochs" })).toEqual([]);
  });

  it("names each setting that is unknown or impossible", () => {
    expect(settingFaults({ lr: 1, momentum: 2, toString: 1 })).toEqual([
      { key: "lr", fault: expect.stringMatching(/no such setting\. Known settings: network, /) },
      { key: "momentum", fault: expect.stringMatching(/got 2/) },
      { key: "toString", fault: expect.stringMatching(/no such setting/) },
    ]);
  });
});

describe("canonicalJson", () => {
  it("stays as it was when a setting is added: those that are absent are left out", () => {
    expect(canonicalJson(parseRun({ network: "mlp" }))).toBe(
      '{"batch":32,"beta1":0.9,"beta2":0.999,"data":"glyphs","epochs":1000,"epsilon":1e-8,"evaluateEvery":1,"learningRate":0.001,"minDelta":0.001,' +
        '"momentum":0.9,"network":"mlp","optimizer":"adam","patience":10,"seed":1,"statisticsMomentum":0.9,"until":"stall","weightDecay":0}',
    );
  });
});
