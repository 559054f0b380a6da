import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose, decode, encode, MAX_PARTS, MessageError } from "../../../src/kernel/wire/message";

const signature = { key: "0123456789abcdef", hash: "sha256" };
const header = { msg_id: "1", msg_type: "execute_request", session: "s", username: "u", date: "", version: "5.5" };
const bytes = (parts: (Uint8Array | string)[]): Uint8Array[] => parts.map((part) => Buffer.from(part));

/** The parts of a message with these JSON texts, signed. */
function signed(json: string[], buffers: Uint8Array[] = []): Uint8Array[] {
  return bytes(encode({ idents: [Buffer.from("client")], json, buffers }, signature));
}
const request = (content: object = { code: "1" }): string[] => [header, {}, {}, content].map((part) => JSON.stringify(part));

describe("a message", () => {
  it("comes back as it was sent, with its buffers", () => {
    const buffers = [new Uint8Array([0, 255, 10]), new Uint8Array()];
    const sent = compose("comm_msg", { data: "é😀" }, header, { idents: [Buffer.from([0, 1])], metadata: { a: 1 }, buffers });
    const { message } = decode(bytes(encode(sent, signature)), signature);
    expect(message.header).toMatchObject({ msg_type: "comm_msg", session: "s", version: "5.5" });
    expect(message.parent_header).toEqual(header);
    expect(message.metadata).toEqual({ a: 1 });
    expect(message.content).toEqual({ data: "é😀" });
    expect(message.idents.map((part) => [...part])).toEqual([[0, 1]]);
    expect(message.buffers.map((part) => [...part])).toEqual([[0, 255, 10], []]);
  });

  it("is signed over header, parent header, metadata and content, but not over its buffers, as Jupyter does", () => {
    const [, , given, ...rest] = signed(request(), [new Uint8Array([1])]);
    const hmac = createHmac("sha256", signature.key);
    for (const part of rest.slice(0, 4)) hmac.update(part);
    expect(Buffer.from(given ?? []).toString()).toBe(hmac.digest("hex"));
  });
});

describe("what is no message", () => {
  const refused = (parts: Uint8Array[], reason: string | RegExp): void => {
    expect(() => decode(parts, signature)).toThrow(MessageError);
    expect(() => decode(parts, signature)).toThrow(reason);
  };
  const parts = signed(request());
  const replaced = (at: number, part: string): Uint8Array[] => parts.map((each, i) => (i === at ? Buffer.from(part) : each));

  it("is refused: nothing, no delimiter, too few parts", () => {
    refused([], "no delimiter");
    refused(
      parts.filter((_, i) => i !== 1),
      "no delimiter",
    );
    refused(parts.slice(0, 2), "at least 5");
    refused(parts.slice(0, 6), "at least 5");
  });

  it("is refused: unsigned, wrongly signed, of another key, of another hash", () => {
    refused(replaced(2, ""), "not signed");
    refused(replaced(2, "0".repeat(64)), "signature is wrong");
    expect(() => decode(parts, { ...signature, key: "another key" })).toThrow("signature is wrong");
    expect(() => decode(parts, { ...signature, hash: "sha512" })).toThrow("signature is wrong");
  });

  it("is refused: any part changed, or in another order", () => {
    for (const at of [3, 4, 5, 6]) refused(replaced(at, '{"code":"2"}'), "signature is wrong");
    refused([...parts.slice(0, 3), ...parts.slice(3).reverse()], "signature is wrong");
  });

  it("is refused although it is signed: not JSON, not UTF-8, not an object, no type", () => {
    refused(signed(["{", "{}", "{}", "{}"]), "its header is not JSON");
    refused(signed([JSON.stringify(header), "{}", "{}", "[1]"]), "its content is not an object");
    refused(signed([JSON.stringify(header), "null", "{}", "{}"]), "its parent header is not an object");
    refused(signed([JSON.stringify({ ...header, msg_type: 7 }), "{}", "{}", "{}"]), "no msg_type");
    refused(signed([JSON.stringify({ ...header, msg_id: undefined }), "{}", "{}", "{}"]), "no msg_id");
    const invalid = Buffer.from([0x22, 0xff, 0x22]) as unknown as string;
    refused(signed([JSON.stringify(header), "{}", "{}", invalid]), "its content is not JSON");
  });

  it("is refused: JSON nested deeper than any stack", () => {
    refused(signed([JSON.stringify(header), "{}", "{}", "[".repeat(1_000_000)]), "its content is not JSON");
  });

  it("is refused before its signature is computed: too large, too many parts", () => {
    expect(() => decode(signed(request({ code: "x".repeat(1000) })), signature, 1000)).toThrow("at most 1000 are read");
    refused([...parts, ...Array.from({ length: MAX_PARTS }, () => new Uint8Array())], `at most ${MAX_PARTS}`);
  });

  it("is refused: random bytes, with and without a delimiter", () => {
    const part = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.constant<Uint8Array>(Buffer.from("<IDS|MSG>")), fc.constantFrom(...parts));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (random) => {
        const json = parts.slice(2);
        const at = random.findIndex((each) => Buffer.from("<IDS|MSG>").equals(each));
        if (json.every((each, i) => Buffer.from(each).equals(random[at + 1 + i] ?? new Uint8Array()))) return; // the message itself
        expect(() => decode(random, signature)).toThrow(MessageError);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("is refused: one bit of a signed message changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (at, index, bit) => {
        const changed = parts.map((each) => Uint8Array.from(each));
        const part = changed[at] as Uint8Array;
        const place = index % part.length;
        part[place] = (part[place] as number) ^ (1 << bit);
        expect(() => decode(changed, signature)).toThrow(MessageError);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
