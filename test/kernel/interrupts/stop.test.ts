import { describe, expect, it } from "vitest";
import { isInterrupted } from "../../../src/kernel/interrupts/interrupted";
import { GIVEN_UP, Stop } from "../../../src/kernel/interrupts/stop";

describe("Stop", () => {
  it("says when somebody asks for its signal, and aborts it once asked to stop", () => {
    let asked = 0;
    const stop = new Stop(() => asked++);
    expect(asked).toBe(0);
    const { signal } = stop;
    expect(asked).toBe(1);
    expect(signal.aborted).toBe(false);
    stop.request();
    expect(signal.aborted).toBe(true);
    expect(isInterrupted(signal.reason)).toBe(true);
  });

  it("lets awaits through while the cell runs", async () => {
    const stop = new Stop();
    expect(stop.guard(1)).toBe(1);
    expect(await stop.guard(Promise.resolve(2))).toBe(2);
    await expect(stop.guard(Promise.reject(new RangeError("own")))).rejects.toThrow("own");
  });

  it("gives what is awaited its time, refuses the next await, and gives the rest up when killed", async () => {
    const stop = new Stop();
    let bring = (_value: string): void => {};
    const soon = stop.guard(
      new Promise<string>((resolve) => {
        bring = resolve;
      }),
    );
    const never = stop.guard(new Promise(() => {}));
    stop.request();
    bring("home");
    expect(await soon).toBe("home");
    expect(stop.guard(1)).toBe(GIVEN_UP);
    expect(stop.deathSignal.aborted).toBe(false);
    stop.kill();
    expect(await never).toBe(GIVEN_UP);
    expect(stop.deathSignal.aborted).toBe(true);
  });

  it("lets code that catches every interrupt and awaits again sleep for good", async () => {
    const stop = new Stop();
    stop.kill();
    const given = Array.from({ length: 1001 }, () => stop.guard(null));
    expect(given.slice(0, 1000).every((value) => value === GIVEN_UP)).toBe(true);
    expect(given[1000]).toBeInstanceOf(Promise);
  });
});
