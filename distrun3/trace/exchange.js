"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.exchangeOf = exchangeOf;
/** Carries values between the variables of a recorded step and the state of its program, exactly. */
const tf_1 = require("../backend/tf");
const errors_1 = require("../errors");
/** Of the variables that a program has trained since it last gave them back: what gives them back. */
const holders = new WeakMap();
/** A variable that was assigned outside has another `dataId` than at the last exchange. */
function exchangeOf(program, { variables, outputs }) {
    const assigned = outputs.filter(({ of }) => of === "variable").map(({ index }) => variables[index]);
    const seen = [];
    const expectAlive = () => {
        const gone = variables.find((variable) => variable.isDisposed);
        if (gone)
            throw new errors_1.UserError(`The variable ${gone.name} of a compiled step has been disposed of. Keep it while the step is in use.`);
    };
    const settle = () => {
        const state = program.readState();
        for (const [i, variable] of variables.entries()) {
            if (holders.get(variable) !== settle)
                continue;
            holders.delete(variable);
            // Assigned outside since the last turn: that is newer.
            if (variable.isDisposed || variable.dataId !== seen[i])
                continue;
            const value = tf_1.tf.tensor(state[i], variable.shape, variable.dtype);
            variable.assign(value);
            value.dispose();
            seen[i] = variable.dataId;
        }
    };
    return {
        takeOver: () => {
            expectAlive();
            for (const variable of variables) {
                const holder = holders.get(variable);
                if (holder !== settle)
                    holder?.();
            }
            const changed = variables.map(({ dataId }, i) => dataId !== seen[i]);
            if (!changed.some(Boolean))
                return;
            const old = changed.every(Boolean) ? [] : program.readState();
            program.writeState(variables.map((variable, i) => (changed[i] ? variable.dataSync() : old[i])));
            for (const [i, { dataId }] of variables.entries())
                seen[i] = dataId;
        },
        trained: () => {
            for (const variable of assigned)
                holders.set(variable, settle);
        },
        giveBack: () => {
            expectAlive();
            settle();
        },
        forget: () => {
            for (const variable of assigned)
                if (holders.get(variable) === settle)
                    holders.delete(variable);
        },
    };
}
//# sourceMappingURL=exchange.js.map