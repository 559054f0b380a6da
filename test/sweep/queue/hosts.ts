/** Three network namespaces as hosts: each has its own network, and reaches the first one over a cable that can be cut. */
import { spawnSync } from "node:child_process";
import { onTestFinished } from "vitest";

const ip = (...args: string[]) => spawnSync("ip", args, { encoding: "utf8" });

function must(...args: string[]): void {
  const { status, stderr, error } = ip(...args);
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${error?.message ?? stderr}`);
}

/** Why there can be none here; undefined: there can. */
export function noHosts(): string | undefined {
  const name = `largebatch-probe-${process.pid}`;
  const { status, stderr, error } = ip("netns", "add", name);
  if (status !== 0) return error ? "no ip (Debian: apt-get install iproute2)" : `network namespaces are not permitted: ${stderr.trim()}`;
  const pair = ip("link", "add", "lb-probe", "netns", name, "type", "veth", "peer", "name", "lb-probe2", "netns", name);
  ip("netns", "delete", name);
  return pair.status === 0 ? undefined : `virtual cables are not permitted: ${pair.stderr.trim()}`;
}

export interface Hosts {
  /** What to put in front of a command to run it on a host: 0 has the server. */
  on(host: 0 | 1 | 2): string[];
  /** Addresses of host 0: as host 1 and host 2 see it. */
  server: [string, string];
  /** Cuts the cable of a host, or mends it. */
  cable(host: 1 | 2, state: "up" | "down"): void;
}

/** Makes them, and takes them away when the test ends. */
export function threeHosts(): Hosts {
  const name = (host: number) => `largebatch-${process.pid}-${host}`;
  const subnet = (host: number) => `10.213.${host}`;
  onTestFinished(() => {
    for (const host of [0, 1, 2]) ip("netns", "delete", name(host));
  });
  for (const host of [0, 1, 2]) {
    must("netns", "add", name(host));
    must("-n", name(host), "link", "set", "lo", "up");
  }
  for (const host of [1, 2]) {
    must("link", "add", `to${host}`, "netns", name(0), "type", "veth", "peer", "name", "eth0", "netns", name(host));
    must("-n", name(0), "address", "add", `${subnet(host)}.1/24`, "dev", `to${host}`);
    must("-n", name(host), "address", "add", `${subnet(host)}.2/24`, "dev", "eth0");
    must("-n", name(0), "link", "set", `to${host}`, "up");
    must("-n", name(host), "link", "set", "eth0", "up");
  }
  return {
    on: (host) => ["ip", "netns", "exec", name(host)],
    server: [`${subnet(1)}.1`, `${subnet(2)}.1`],
    cable: (host, state) => must("-n", name(host), "link", "set", "eth0", state),
  };
}
