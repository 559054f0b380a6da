/** Runs a program in the foreground: it owns the terminal, gets the signals, and its exit code becomes ours. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * @param {string[]} command program and arguments
 * @param {object} [options] for `spawn`
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, as shells count
 */
export function passOn(command, options = {}) {
  const child = spawn(command[0], command.slice(1), { stdio: "inherit", ...options });
  // Ctrl-C reaches the whole foreground group by itself; signals sent to this process alone are handed over
  const handOver = { SIGINT: () => {}, SIGTERM: () => child.kill("SIGTERM"), SIGHUP: () => child.kill("SIGHUP") };
  for (const [signal, handler] of Object.entries(handOver)) process.on(signal, handler);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const [name, handler] of Object.entries(handOver)) process.removeListener(name, handler);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
