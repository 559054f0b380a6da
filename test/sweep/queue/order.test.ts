import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors";
import { parseMessage, plain } from "../../../src/sweep/queue/message";
import { keyOf, type Order, parseOrder, toJob } from "../../../src/sweep/queue/order";
import { here } from "../../../src/sweep/queue/version";
import { planned } from "../small-runs";

const order = (changes: Partial<Order> = {}): Order => ({
  ...planned(),
  measure: ["keskar"],
  checkpointEvery: 60,
  data: "a".repeat(64),
  version: here(),
  ...changes,
});
const sent = (job: unknown) => JSON.parse(JSON.stringify(job));

describe("an order", () => {
  it("arrives as it was sent", () => {
    for (const each of [
      order(),
      order({ ...planned({ steps: 5, learningRate: 1e-3, validation: 50 }), recipe: "small", measure: [] }),
      order(planned({ remedies: ["sam:rho=0.1", "clipping"] })),
    ])
      expect(parseOrder(keyOf(each), sent(toJob(each)))).toEqual(each);
  });

  it("is refused under another name, with a setting changed or missing, or with what no order has", () => {
    const mine = order();
    const job = sent(toJob(mine));
    const refused = (key: string, changed: unknown) => expect(() => parseOrder(key, changed), JSON.stringify(changed)).toThrow(UserError);
    refused(keyOf(order({ ...planned({ seed: 2 }) })), job);
    refused("../../etc/passwd", job);
    refused(keyOf(mine), { ...job, run: { ...job.run, seed: 2 } });
    refused(keyOf(mine), { ...job, run: { ...job.run, extra: 1 } });
    refused(keyOf(mine), { ...job, run: { network: "mlp" } });
    refused(keyOf(mine), { ...job, measure: ["../x"] });
    refused(keyOf(mine), { ...job, measure: [] });
    refused(keyOf(mine), { ...job, data: "b".repeat(64) });
    refused(keyOf(mine), { ...job, checkpointEvery: -1 });
    refused(keyOf(mine), { ...job, command: "rm" });
    refused(keyOf(mine), { ...job, version: { ...job.version, numbers: 2 } });
  });

  it("is refused, with a message for users, whatever else a job holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.anything({ withNullPrototype: true, withDate: true }), (key, job) => {
        for (const name of [key, keyOf(order())]) expect(() => parseOrder(name, job)).toThrow(UserError);
      }),
    );
    const job = sent(toJob(order()));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(job), ...Object.keys(job.run).map((key) => `run.${key}`)),
        fc.jsonValue(),
        (path, value) => {
          const changed = structuredClone(job);
          const [first = "", second] = path.split(".");
          if (second) changed.run[second] = value;
          else changed[first] = value;
          try {
            // What is not part of the run's identity may differ.
            expect(parseOrder(keyOf(order()), changed).id).toBe(order().id);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
    );
  });
});

describe("a message", () => {
  it("is taken if it is one that workers send", () => {
    const progress = { kind: "progress", epoch: 1, step: 5, share: 0.5, loss: null, memoryMB: 300 };
    expect(parseMessage(progress)).toEqual(progress);
    for (const changes of [{ kind: "done" }, { share: 2 }, { step: -1 }, { loss: "x" }, { id: "other" }])
      expect(parseMessage({ ...progress, ...changes })).toBeUndefined();
    fc.assert(fc.property(fc.anything(), (data) => parseMessage(data) === undefined));
  });

  it("moves no terminal's cursor", () => {
    expect(plain("a\u001b[2Jb\rc\td\ne\u009b1m")).toBe("a?[2Jb?c\td\ne?1m");
    expect(plain("x".repeat(5000))).toHaveLength(2000);
  });
});
