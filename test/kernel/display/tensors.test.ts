import { describe, expect, it } from "vitest";
import { tensorCount, tf } from "../../../src/backend";
import { resultOf } from "../../../src/kernel/display/result";

const shown = async (value: unknown): Promise<string[]> => String((await resultOf(value))?.data["text/plain"]).split("\n");

/** Shows what `make` makes; nothing may be left in memory. */
async function shownWithoutLeak(make: () => import("../../../src/backend/tf").Tensor): Promise<string[]> {
  const before = tensorCount();
  const tensor = make();
  const text = await shown(tensor);
  expect(tensorCount()).toBe(before + 1);
  tensor.dispose();
  return text;
}

describe("a tensor", () => {
  it("is shown with dtype, shape and values", async () => {
    expect(await shownWithoutLeak(() => tf.scalar(0.1))).toEqual(["Tensor float32 []", "0.1"]);
    expect(await shownWithoutLeak(() => tf.tensor1d([1, -2.5, Number.NaN]))).toEqual(["Tensor float32 [3]", "[ 1.0, -2.5,  NaN]"]);
    expect(
      await shownWithoutLeak(() =>
        tf.tensor2d(
          [
            [1, 22],
            [3, 4],
          ],
          [2, 2],
          "int32",
        ),
      ),
    ).toEqual(["Tensor int32 [2, 2]", "[[ 1, 22],", " [ 3,  4]]"]);
    expect(
      await shownWithoutLeak(() =>
        tf.tensor3d([
          [[1], [2]],
          [[3], [4]],
        ]),
      ),
    ).toEqual(["Tensor float32 [2, 2, 1]", "[[[1],", "  [2]],", "", " [[3],", "  [4]]]"]);
    expect(await shownWithoutLeak(() => tf.zeros([0, 3]))).toEqual(["Tensor float32 [0, 3]", "[]"]);
  });

  it("is shown in the words of its dtype", async () => {
    expect(await shownWithoutLeak(() => tf.tensor1d([true, false]))).toEqual(["Tensor bool [2]", "[ true, false]"]);
    expect(await shownWithoutLeak(() => tf.tensor1d(["a", '"'], "string"))).toEqual(["Tensor string [2]", '[ "a", "\\""]']);
    expect(await shownWithoutLeak(() => tf.tensor1d([1e-7, 123456.789]))).toEqual(["Tensor float32 [2]", "[  1e-7, 123457]"]);
  });

  it("has its points below each other, unless that would lose small values", async () => {
    expect(
      await shownWithoutLeak(() =>
        tf.tensor2d([
          [0.25, -1],
          [12.5, 0],
        ]),
      ),
    ).toEqual(["Tensor float32 [2, 2]", "[[ 0.25, -1.00],", " [12.50,  0.00]]"]);
    expect((await shownWithoutLeak(() => tf.tensor1d([1 / 3, 99.5])))[1]).toBe("[ 0.3333, 99.5000]");
    expect((await shownWithoutLeak(() => tf.tensor1d([0.001, 99.5])))[1]).toBe("[0.001,  99.5]");
    expect((await shownWithoutLeak(() => tf.tensor1d([2e-5, 0.5])))[1]).toBe("[2e-5,  0.5]");
  });

  it("is read at its edges only where it is large, from every side", async () => {
    const text = await shownWithoutLeak(() => tf.tidy(() => tf.range(0, 2_000_000, 1, "int32").reshape([1000, 2000])));
    expect(text).toEqual([
      "Tensor int32 [1000, 2000]",
      "[[      0,       1,       2, …,    1997,    1998,    1999],",
      " [   2000,    2001,    2002, …,    3997,    3998,    3999],",
      " [   4000,    4001,    4002, …,    5997,    5998,    5999],",
      " …,",
      " [1994000, 1994001, 1994002, …, 1995997, 1995998, 1995999],",
      " [1996000, 1996001, 1996002, …, 1997997, 1997998, 1997999],",
      " [1998000, 1998001, 1998002, …, 1999997, 1999998, 1999999]]",
    ]);
    const vector = await shownWithoutLeak(() => tf.range(0, 5000));
    expect(vector[1]).toMatch(/ 9,\n? …, 4990/);
  });

  it("goes on in the next line where a row is long", async () => {
    const text = await shownWithoutLeak(() => tf.fill([60], 0.25));
    expect(text).toHaveLength(5);
    for (const line of text) expect(line.length).toBeLessThanOrEqual(101);
  });

  it("is shown as what is left of it once disposed", async () => {
    const tensor = tf.ones([2, 3]);
    tensor.dispose();
    expect(await shown(tensor)).toEqual(["Tensor float32 [2, 3], disposed: its values are gone"]);
  });

  it("is a variable with a name", async () => {
    const variable = tf.variable(tf.tensor1d([1]), false, "rate<0>");
    expect(await shown(variable)).toEqual(['Variable "rate<0>" float32 [1], not trainable', "[1]"]);
    const html = String((await resultOf(variable))?.data["text/html"]);
    expect(html).toContain("rate&lt;0&gt;");
    expect(html).toContain("<pre");
    variable.dispose();
  });

  it("inside another value is said in a few words", async () => {
    const weights = tf.ones([2, 3]);
    expect(await shown({ weights, all: [weights] })).toEqual(["{ weights: Tensor float32 [2, 3], all: [ Tensor float32 [2, 3] ] }"]);
    weights.dispose();
  });
});
