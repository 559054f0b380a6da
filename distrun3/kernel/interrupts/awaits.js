"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.prepareAwaits = prepareAwaits;
exports.guardAwaits = guardAwaits;
const origin_1 = require("../output/origin");
const index_1 = require("./index");
const interrupted_1 = require("./interrupted");
const stop_1 = require("./stop");
const BEFORE = "__kernelWaits";
const AFTER = "__kernelGoesOn";
/** What `await value` waits for. */
const waits = (value) => {
    const origin = (0, origin_1.knownOrigin)();
    if (!origin?.stop)
        return value;
    (0, index_1.hearInterrupt)(origin);
    return origin.stop.guard(value);
};
/** The value of an `await`. @throws Interrupted if the cell was stopped meanwhile */
function goesOn(value) {
    if (value === stop_1.GIVEN_UP)
        throw new interrupted_1.Interrupted();
    return value;
}
/** Gives compiled code what it asks. */
function prepareAwaits() {
    for (const [name, value] of Object.entries({ [BEFORE]: waits, [AFTER]: goesOn }))
        Object.defineProperty(globalThis, name, { value });
}
/** Turns `await x` into `goesOn(await waits(x))`. A function whose text is run elsewhere (a browser, a worker) finds neither and does without. */
function guardAwaits(typescript) {
    return (context) => {
        const { factory } = context;
        const call = (name, argument) => {
            const same = factory.createArrowFunction(undefined, undefined, [factory.createParameterDeclaration(undefined, undefined, "value")], undefined, factory.createToken(typescript.SyntaxKind.EqualsGreaterThanToken), factory.createIdentifier("value"));
            const asked = factory.createPropertyAccessExpression(factory.createIdentifier("globalThis"), name);
            const either = factory.createBinaryExpression(asked, typescript.SyntaxKind.QuestionQuestionToken, factory.createParenthesizedExpression(same));
            return factory.createCallExpression(factory.createParenthesizedExpression(either), undefined, [argument]);
        };
        const visit = (node) => {
            const visited = typescript.visitEachChild(node, visit, context);
            if (!typescript.isAwaitExpression(visited))
                return visited;
            const guarded = factory.updateAwaitExpression(visited, call(BEFORE, visited.expression));
            return typescript.setTextRange(call(AFTER, guarded), node);
        };
        return (file) => typescript.visitNode(file, visit);
    };
}
//# sourceMappingURL=awaits.js.map