import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors";
import { isLoopback, masked, parseAddress } from "../../../src/sweep/queue/address";

describe("parseAddress", () => {
  it("reads host, port, database, user and password", () => {
    expect(parseAddress("redis://head", {})).toEqual({ host: "head", port: 6379, db: 0, tls: false, shown: "redis://head:6379" });
    expect(parseAddress("rediss://me:p%40ss@10.0.0.1:7000/3", {})).toEqual({
      host: "10.0.0.1",
      port: 7000,
      db: 3,
      tls: true,
      username: "me",
      password: "p@ss",
      shown: "rediss://10.0.0.1:7000/3",
    });
    expect(parseAddress("redis://[::1]:1", {}).host).toBe("::1");
  });

  it("takes the password from the environment where the address has none", () => {
    const env = { LARGEBATCH_REDIS_PASSWORD: "from there" };
    expect(parseAddress("redis://head", env).password).toBe("from there");
    expect(parseAddress("redis://:here@head", env).password).toBe("here");
  });

  it.each([
    "",
    "head:6379",
    "http://head",
    "redis://",
    "redis://head/x",
    "redis://head/1?a=b",
    "redis://head#x",
    "redis://:%@head",
    "redis://head:x",
  ])("refuses %s", (url) => expect(() => parseAddress(url, {})).toThrow(UsageError));

  it("never says the password", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{8,30}$/), fc.constantFrom("redis", "http", "redis:/", "rediss"), (secret, scheme) => {
        let said: string;
        try {
          said = parseAddress(`${scheme}://user:${secret}@head:6379/0`, {}).shown;
        } catch (error) {
          said = (error as Error).message;
        }
        expect(said).not.toContain(secret);
      }),
    );
  });
});

describe("masked", () => {
  it("hides the password, as it is and as a URL spells it, and whatever stands before @ in a URL", () => {
    expect(masked("a p@ss b p%40ss", { password: "p@ss" })).toBe("a *** b ***");
    expect(masked("at redis://u:secret@head:1 and rediss://:x@y")).toBe("at redis://***@head:1 and rediss://***@y");
  });
});

it("knows loopback", () => {
  expect(["localhost", "127.0.0.1", "127.8.0.1", "::1"].map((host) => isLoopback({ host }))).toEqual([true, true, true, true]);
  expect(["10.0.0.1", "head", "128.0.0.1"].map((host) => isLoopback({ host }))).toEqual([false, false, false]);
});
