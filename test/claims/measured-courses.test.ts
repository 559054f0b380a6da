import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { coursePair, courseRows, measuredCourses } from "../../src/claims/measured-courses";
import { UserError } from "../../src/errors";
import { HISTORY_COLUMNS } from "../../src/sweep/store/histories";

const folder = mkdtempSync(path.join(tmpdir(), "courses-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = "id,network,data,variant,batch,seed,optimizer,learningRate,epoch,step,trainLoss,testLoss,testAccuracy,evaluatedOn";
const line = (batch: number, epoch: number, accuracy: number | "", loss = 1 / epoch) =>
  `run${batch},C1,cifar-10,re-encoded,${batch},1,adam,0.001,${epoch},${epoch * 10},${loss},1.2,${accuracy},test`;
const read = (...lines: string[]) => {
  writeFileSync(path.join(folder, "measured-courses.csv"), lines.map((each) => `${each}\n`).join(""));
  return measuredCourses(folder);
};

describe("trainings at the published settings, epoch by epoch", () => {
  it("are none where the file is missing or empty", () => {
    expect(measuredCourses(path.join(folder, "nowhere"))).toEqual([]);
    expect(read()).toEqual([]);
    expect(read(HEAD)).toEqual([]);
  });

  it("are read from what export --histories writes", () => {
    expect(HISTORY_COLUMNS.map(({ name }) => name).join(",")).toBe(HEAD);
    expect(read(HEAD, line(256, 1, 0.4), line(256, 2, ""), line(256, 3, 0.7), line(5000, 1, 0.3))).toEqual([
      {
        ...{ id: "run256", network: "C1", data: "cifar-10", variant: "re-encoded", batch: 256, seed: 1, steps: 30 },
        losses: [1, 0.5, 1 / 3],
        epochs: [1, 3],
        accuracy: [40, 70],
      },
      expect.objectContaining({ id: "run5000", steps: 10, losses: [1] }),
    ]);
  });

  it("are the same with the ends of lines that export writes", () => {
    expect(read([HEAD, line(256, 1, 0.4)].join("\r\n"))).toEqual(read(HEAD, line(256, 1, 0.4)));
  });

  it("are in the project's own file, of images that are said to be re-encoded", () => {
    const own = measuredCourses();
    expect(own.map(({ network, batch }) => `${network} ${batch}`)).toEqual(expect.arrayContaining(["C1 256", "C1 5000"]));
    for (const { variant, losses } of own) expect([variant, losses.length > 50]).toEqual([expect.stringMatching(/re-encod/), true]);
  });

  it.each([
    ["without a column", () => read(HEAD.replace("step,", "")), /line 1: expected the columns step, got id,/],
    ["with an accuracy in percent", () => read(HEAD, line(256, 1, 40)), /line 2: testAccuracy: expected a share from 0 to 1, got "40"/],
    ["with an epoch twice", () => read(HEAD, line(256, 1, 0.4), line(256, 1, 0.5)), /line 3: a second row for run256, 1/],
    ["with an epoch left out", () => read(HEAD, line(256, 1, 0.4), line(256, 3, 0.5)), /epochs of run256 from 1 on.*got 3/],
  ])("%s are refused with the way to restore them", (_, reading, problem) => {
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(problem);
    expect(reading).toThrow("Restore it: git checkout -- data/published/measured-courses.csv");
  });
});

it("a table says how far each is, by its last ten epochs, beside the end that was published", () => {
  const epochs = Array.from({ length: 12 }, (_, i) => i + 1);
  const courses = read(HEAD, ...[256, 5000].flatMap((batch) => epochs.map((epoch) => line(batch, epoch, epoch > 2 ? 0.7 : 0, epoch > 2 ? 0.05 : 9)))); // biome-ignore format: one file
  const [small, large] = courseRows(courses);
  expect(small).toEqual({
    ...{ network: "C1", batch: 256, seed: 1, epochs: 12, steps: 120 },
    "training loss, nats, last 10": 0.05,
    "test %, last 10 (± sd over them)": "70.00 ± 0.00",
    "test % at the end, Keskar et al.": "80.04 ± 0.12",
  });
  expect(large?.["test % at the end, Keskar et al."]).toBe("77.26 ± 0.42");
  expect(courseRows(courses, [])[0]?.["test % at the end, Keskar et al."]).toBe("–");
});

it("a pair is the smallest and the largest batch of a seed that has both, with the published ends", () => {
  const seeded = (batch: number, seed: number) =>
    line(batch, 1, 0.4).replace(`run${batch}`, `run${batch}-${seed}`).replace(",1,adam", `,${seed},adam`);
  const courses = read(HEAD, seeded(256, 1), seeded(256, 2), seeded(5000, 2), seeded(1000, 2));
  const pair = coursePair(courses, "C1");
  expect([pair?.small.id, pair?.small.published, pair?.large.id, pair?.large.published]).toEqual(["run256-2", 80.04, "run5000-2", 77.26]);
  const longer = read(HEAD, line(256, 1, 0.4), line(256, 2, 0.5), line(5000, 1, 0.3));
  expect(coursePair(longer, "C1")?.small).toMatchObject({ steps: 10, losses: [1], epochs: [1], accuracy: [40] });
  expect(coursePair(courses, "C2")).toBeUndefined();
  expect(coursePair(courses.slice(0, 1), "C1")).toBeUndefined();
});
