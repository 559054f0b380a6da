import { beforeEach, expect, it, vi } from "vitest";
import { UserError } from "../../src/errors";
import { show } from "../../src/figure/show";
import { stillPng } from "../../src/figure/still";
import { display } from "../../src/kernel/display/display";

vi.mock("../../src/kernel/display/display", () => ({ display: vi.fn(), inKernel: () => true }));
vi.mock("../../src/figure/still", async (original) => ({ ...(await original<object>()), stillPng: vi.fn() }));

const figure = { data: [{ y: [1, 2] }], layout: {} };
const bundle = () => (vi.mocked(display).mock.lastCall?.[0] ?? {}) as Record<string, unknown>;

beforeEach(() => vi.clearAllMocks());

it("draws a heavy picture again with fewer pixels, until it is light", async () => {
  // A picture of 400,000 bytes for each unit of scale².
  vi.mocked(stillPng).mockImplementation(async (_, options) => Buffer.alloc(400_000 * (options?.scale ?? 2) ** 2));
  await show(figure, { alt: "a line" });
  const size = Buffer.from(String(bundle()["image/png"]), "base64").length;
  expect(size).toBeLessThanOrEqual(150_000);
  expect(size).toBeGreaterThan(100_000);
});

it("draws a light picture with a pixel for each of its place", async () => {
  vi.mocked(stillPng).mockResolvedValue(Buffer.alloc(1000));
  await show(figure, { alt: "a line" });
  expect(vi.mocked(stillPng).mock.calls.map(([, options]) => options?.scale)).toEqual([1]);
  expect(vi.mocked(display).mock.lastCall?.[1]).toEqual({ metadata: { "image/png": { width: 760, height: 460 } } });
});

it("shows the interactive figure without a browser, and says why once", async () => {
  vi.mocked(stillPng).mockRejectedValue(new UserError("no browser"));
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await show(figure, { alt: "a line" });
  await show(figure, { alt: "a line" });
  expect(bundle()).toEqual({ "application/vnd.plotly.v1+json": figure, "text/plain": "a line" });
  expect(warn.mock.calls).toEqual([["Figures come without a picture: no browser"]]);
});

it("does not hide a defect of the figure", async () => {
  vi.mocked(stillPng).mockRejectedValue(new TypeError("a defect"));
  await expect(show(figure, { alt: "a line" })).rejects.toThrow("a defect");
});
