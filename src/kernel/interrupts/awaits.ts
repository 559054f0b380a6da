/** Makes every `await` of a cell a place where the cell can be interrupted: compiled code asks before and after it, and throws there. */
import type ts from "@tslab/typescript-for-tslab";
import { knownOrigin } from "../output/origin";
import { hearInterrupt } from "./index";
import { Interrupted } from "./interrupted";
import { GIVEN_UP } from "./stop";

const BEFORE = "__kernelWaits";
const AFTER = "__kernelGoesOn";

/** What `await value` waits for. */
const waits = (value: unknown): unknown => {
  const origin = knownOrigin();
  if (!origin?.stop) return value;
  hearInterrupt(origin);
  return origin.stop.guard(value);
};

/** The value of an `await`. @throws Interrupted if the cell was stopped meanwhile */
function goesOn(value: unknown): unknown {
  if (value === GIVEN_UP) throw new Interrupted();
  return value;
}

/** Gives compiled code what it asks. */
export function prepareAwaits(): void {
  for (const [name, value] of Object.entries({ [BEFORE]: waits, [AFTER]: goesOn })) Object.defineProperty(globalThis, name, { value });
}

/** Turns `await x` into `goesOn(await waits(x))`. A function whose text is run elsewhere (a browser, a worker) finds neither and does without. */
export function guardAwaits(typescript: typeof ts): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;
    const call = (name: string, argument: ts.Expression): ts.Expression => {
      const same = factory.createArrowFunction(
        undefined,
        undefined,
        [factory.createParameterDeclaration(undefined, undefined, "value")],
        undefined,
        factory.createToken(typescript.SyntaxKind.EqualsGreaterThanToken),
        factory.createIdentifier("value"),
      );
      const asked = factory.createPropertyAccessExpression(factory.createIdentifier("globalThis"), name);
      const either = factory.createBinaryExpression(
        asked,
        typescript.SyntaxKind.QuestionQuestionToken,
        factory.createParenthesizedExpression(same),
      );
      return factory.createCallExpression(factory.createParenthesizedExpression(either), undefined, [argument]);
    };
    const visit = (node: ts.Node): ts.Node => {
      const visited = typescript.visitEachChild(node, visit, context);
      if (!typescript.isAwaitExpression(visited)) return visited;
      const guarded = factory.updateAwaitExpression(visited, call(BEFORE, visited.expression));
      return typescript.setTextRange(call(AFTER, guarded), node);
    };
    return (file) => typescript.visitNode(file, visit) as ts.SourceFile;
  };
}
