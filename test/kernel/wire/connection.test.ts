import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors";
import { addressOf, parseConnection, readConnection } from "../../../src/kernel/wire/connection";

const file = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 50_001,
  control_port: 50_002,
  stdin_port: 50_003,
  iopub_port: 50_004,
  hb_port: 50_005,
  signature_scheme: "hmac-sha256",
  key: "a0436f6c-1916-498b-8eb9-e81ab9368e84",
};
const parse = (changes: object) => parseConnection(JSON.stringify({ ...file, ...changes }), "kernel.json");

describe("a connection file", () => {
  it("gives addresses and the signature", () => {
    const connection = parse({});
    expect(connection.ports).toEqual({ shell: 50_001, control: 50_002, stdin: 50_003, iopub: 50_004, hb: 50_005 });
    expect(connection.signature).toEqual({ key: file.key, hash: "sha256" });
    expect(addressOf(connection, 50_001)).toBe("tcp://127.0.0.1:50001");
    expect(addressOf(parse({ ip: "::1" }), 1)).toBe("tcp://[::1]:1");
    expect(addressOf(parse({ transport: "ipc", ip: "/tmp/kernel" }), 1)).toBe("ipc:///tmp/kernel-1");
  });

  it("may leave out what has a default", () => {
    expect(parse({ transport: undefined, signature_scheme: undefined })).toEqual(parse({}));
  });

  it.each([
    ["an empty key", { key: "" }, "key is not a text of 8 characters"],
    ["a blank key", { key: " ".repeat(20) }, "key is not"],
    ["no key", { key: undefined }, "key is not"],
    ["a key that is no text", { key: 12_345_678 }, "key is not"],
    ["another signature", { signature_scheme: "none" }, "signature_scheme is not"],
    ["an unknown hash", { signature_scheme: "hmac-sha999" }, "signature_scheme is not"],
    ["no address", { ip: "" }, "ip is not an address"],
    ["another transport", { transport: "udp" }, "transport is not tcp or ipc"],
    ["a port that is none", { shell_port: 70_000 }, "shell_port is not a port"],
    ["a port as text", { hb_port: "50005" }, "hb_port is not a port"],
    ["a missing port", { iopub_port: undefined }, "iopub_port is not a port"],
  ])("is refused with %s", (_, changes, reason) => {
    expect(() => parse(changes)).toThrow(UserError);
    expect(() => parse(changes)).toThrow(reason);
    expect(() => parse(changes)).toThrow("kernel.json is refused");
  });

  it.each(["", "{", "null", "[]", '"text"'])("is refused where it is %j", (text) => {
    expect(() => parseConnection(text, "kernel.json")).toThrow(UserError);
  });

  it("is refused where there is none", () => {
    expect(() => readConnection("/nowhere/kernel.json")).toThrow("/nowhere/kernel.json cannot be read (ENOENT)");
  });
});
