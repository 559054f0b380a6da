"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.startKiller = startKiller;
exports.childrenOf = childrenOf;
exports.commandOf = commandOf;
/** Kills processes with SIGKILL at random moments, from a seed: what a fault test strikes with. */
const node_fs_1 = require("node:fs");
/** Starts to kill. */
function startKiller({ random, victims, every: [least, longest], most, strike = kill, moment, onKill }) {
    const kills = new Map();
    let count = 0;
    let stopped = false;
    let timer;
    const attack = async () => {
        await moment?.();
        const possible = stopped ? [] : victims();
        const victim = possible[random.below(Math.max(1, possible.length))];
        if (victim) {
            strike(victim);
            count++;
            kills.set(victim.kind, (kills.get(victim.kind) ?? 0) + 1);
            onKill?.(victim);
        }
        next();
    };
    const next = () => {
        if (stopped || count >= most)
            return;
        timer = setTimeout(attack, least + random.uniform() * (longest - least));
    };
    next();
    return {
        kills,
        get count() {
            return count;
        },
        stop() {
            stopped = true;
            clearTimeout(timer);
        },
    };
}
const kill = ({ pid }) => {
    try {
        process.kill(pid, "SIGKILL");
    }
    catch (error) {
        // It ended by itself a moment ago.
        if (error.code !== "ESRCH")
            throw error;
    }
};
/** Processes that a process has started, as the system knows them now (Linux). */
function childrenOf(pid) {
    return (0, node_fs_1.readdirSync)("/proc")
        .filter((name) => /^\d+$/.test(name))
        .filter((name) => parentOf(name) === pid)
        .map(Number);
}
function parentOf(pid) {
    try {
        const stat = (0, node_fs_1.readFileSync)(`/proc/${pid}/stat`, "utf8");
        // After the program's name, which may hold blanks and parentheses: the state, then the parent (proc_pid_stat(5)). The dead that nobody has fetched are no children.
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return state === "Z" || state === "X" ? undefined : Number(parent);
    }
    catch {
        return undefined;
    }
}
/** The command line of a process; empty where it is gone (Linux). */
function commandOf(pid) {
    try {
        return (0, node_fs_1.readFileSync)(`/proc/${pid}/cmdline`, "utf8");
    }
    catch {
        return "";
    }
}
//# sourceMappingURL=killer.js.map