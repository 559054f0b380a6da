import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors";
import { keysOf, orderKey, queueName, runOfKey } from "../../../src/sweep/queue/names";

const DATA = "d".repeat(64);
const ID = "0123456789abcdef0123";

describe("a run's name in a queue", () => {
  it("is the same for the same run, measures and data, whatever the order of the measures", () => {
    expect(orderKey(ID, ["keskar", "hessian"], DATA)).toBe(orderKey(ID, ["hessian", "keskar"], DATA));
    const others = [
      orderKey(ID, [], DATA),
      orderKey(ID, ["keskar"], DATA),
      orderKey(ID, [], "e".repeat(64)),
      orderKey(`1${ID.slice(1)}`, [], DATA),
    ];
    expect(new Set(others).size).toBe(4);
  });

  it("is no integer, which BullMQ would refuse, for an id of decimal digits", () => {
    const key = orderKey("12345678901234567890", [], DATA);
    expect(Number.isNaN(Number(key))).toBe(true);
    expect(runOfKey(key)).toBe("12345678901234567890");
  });

  it("gives the run's id back, and nothing for any other text", () => {
    expect(runOfKey(orderKey(ID, [], DATA))).toBe(ID);
    for (const text of [
      "",
      ID,
      `run-${ID}`,
      `run-../../etc/passwd-aaaaaaaaaaaa`,
      `${orderKey(ID, [], DATA)}\n`,
      `run-${ID.toUpperCase()}-000000000000`,
    ])
      expect(runOfKey(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => runOfKey(text) === undefined));
  });
});

describe("a queue's name", () => {
  it("may be what can be part of a key", () => {
    expect(queueName()).toBe("sweep");
    expect(queueName("my_sweep-2")).toBe("my_sweep-2");
    for (const name of ["", "-a", "a:b", "a b", "a/b", "{a}", "x".repeat(65)]) expect(() => queueName(name)).toThrow(UsageError);
  });

  it("keeps the keys of queues apart", () => {
    expect(keysOf("a").of("run-1").outcome).not.toBe(keysOf("b").of("run-1").outcome);
  });
});
