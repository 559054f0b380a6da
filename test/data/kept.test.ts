import { expect, it } from "vitest";
import { keptData } from "../../src/data/kept";

it("gives the same set again while it is one of the last two, and another one for another choice", async () => {
  const choice = (trainSize: number) => ({ data: "glyphs", trainSize }) as const;
  const first = await keptData(choice(20));
  expect(first.train.count).toBe(20);
  expect((await keptData(choice(30))).train.count).toBe(30);
  expect(await keptData(choice(20))).toBe(first);
  await keptData(choice(40));
  await keptData(choice(30));
  expect(await keptData(choice(20))).not.toBe(first);
});

it("tries again what could not be loaded, and looks where LARGEBATCH_DATA says", async () => {
  const previous = process.env.LARGEBATCH_DATA;
  process.env.LARGEBATCH_DATA = "/not/there";
  try {
    for (let i = 0; i < 2; i++) await expect(keptData({ data: "mnist" })).rejects.toThrow("The data folder /not/there is not there.");
  } finally {
    if (previous === undefined) delete process.env.LARGEBATCH_DATA;
    else process.env.LARGEBATCH_DATA = previous;
  }
});
