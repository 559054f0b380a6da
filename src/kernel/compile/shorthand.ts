/** Mends a gap of tslab: a variable of an earlier cell in a shorthand property, `{ x }`, is read from where tslab keeps it. */
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "./compiler";

/** tslab replaces an identifier that an earlier cell declared by `exports.x`; in a shorthand property it takes the identifier for the property's name alone. */
export const writtenOut =
  (checker: ts.TypeChecker, declarations: string): ts.TransformerFactory<ts.SourceFile> =>
  (context) => {
    const { factory } = context;
    const isEarlier = (symbol: ts.Symbol | undefined) =>
      symbol?.declarations?.some((each) => each.getSourceFile().fileName === declarations);
    const visit = (node: ts.Node): ts.Node => {
      if (!typescript.isShorthandPropertyAssignment(node) || !isEarlier(checker.getShorthandAssignmentValueSymbol(node)))
        return typescript.visitEachChild(node, visit, context);
      return factory.createPropertyAssignment(
        node.name,
        factory.createPropertyAccessExpression(factory.createIdentifier("exports"), node.name.text),
      );
    };
    return (file) => typescript.visitEachChild(file, visit, context);
  };

/** What tslab transforms with, and before it the above. */
export const withShorthands = (
  transformers: ts.CustomTransformers | undefined,
  program: ts.Program,
  declarations: string,
): ts.CustomTransformers => ({
  ...transformers,
  before: [writtenOut(program.getTypeChecker(), declarations), ...(transformers?.before ?? [])],
});
