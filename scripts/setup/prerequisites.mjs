/** What must be on the machine before the set-up begins; everything that is missing is named at once, with the command that mends it. */

export const OLDEST_NODE = [20, 19];
export const OLDEST_PYTHON = [3, 10];
export const OLDEST_GXX = 8;
const GIGABYTE = 1e9;

/** Whether version "a.b.c" is at least [a, b]. */
export function atLeast(version, [major, minor]) {
  const [a, b] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}

/**
 * The needs of several stages as one: of npm, pip and g++ if any stage needs it, and the sum of their disk space.
 * @param {{needs: {npm?: boolean, pip?: boolean, python?: boolean, compiler?: boolean, gigabytes?: number}}[]} stages see `pendingStages`
 */
export function needsOf(stages) {
  const any = (name) => stages.some((stage) => stage.needs[name]);
  const gigabytes = stages.reduce((sum, stage) => sum + (stage.needs.gigabytes ?? 0), 0);
  return { npm: any("npm"), pip: any("pip"), python: any("python"), compiler: any("compiler"), gigabytes };
}

/**
 * Compares a machine with what is needed. `make` is asked for nowhere: the addon is one call of the compiler.
 * @param {object} machine see `describeMachine`; a field of a need that is not asked for may be left out
 * @param {object} needs see `needsOf`
 * @returns {{missing: string, mend: string}[]} empty when all is there
 */
export function evaluate(machine, needs) {
  const install = installer(machine);
  const problems = [];
  const miss = (missing, mend) => problems.push({ missing, mend });
  if (!atLeast(machine.node, OLDEST_NODE)) {
    miss(`Node ${OLDEST_NODE.join(".")} or newer: this is ${machine.node}`, "install a current Node, for example with: nvm install 22");
  }
  if (needs.npm && !machine.npm) miss("npm", install("npm", "npm", "npm"));
  if (needs.python) problems.push(...pythonProblems(machine, install));
  if (needs.compiler && !machine.compiler && machine.compilerAsked) {
    miss(`a C++ compiler: CXX names ${machine.compilerAsked}, which does not run`, "correct CXX, or unset it");
  } else if (needs.compiler && !machine.compiler) {
    miss("g++ (the C++ compiler)", install("g++", "gcc-c++", "gcc"));
  } else if (needs.compiler && machine.compiler.major < OLDEST_GXX) {
    miss(
      `g++ ${OLDEST_GXX} or newer: this is ${machine.compiler.major}`,
      "install a newer g++ and name it in CXX, for example: CXX=g++-12",
    );
  }
  if (machine.freeBytes < needs.gigabytes * GIGABYTE) {
    const free = (machine.freeBytes / GIGABYTE).toFixed(1);
    miss(
      `disk space: ${needs.gigabytes.toFixed(1)} GB needed, ${free} GB free`,
      `make room on the disk of ${machine.root}, or move the checkout`,
    );
  }
  if (needs.npm && machine.npm && machine.npmAnswers === false) {
    miss("network for npm: its registry does not answer", networkAdvice("npm ping", "npm_config_registry"));
  }
  if (needs.pip && machine.pipAnswers === false) {
    miss("network for pip: its package index does not answer", networkAdvice("pip index versions nbclient", "PIP_INDEX_URL"));
  }
  return problems;
}

function pythonProblems({ python, pythonAsked }, install) {
  const wanted = `Python ${OLDEST_PYTHON.join(".")} or newer`;
  const orName = "or name another Python in PYTHON, for example: PYTHON=/usr/bin/python3.12";
  if (!python && pythonAsked)
    return [{ missing: `${wanted}: PYTHON names ${pythonAsked}, which does not run`, mend: "correct PYTHON, or unset it" }];
  if (!python) return [{ missing: wanted, mend: install("python3 python3-venv", "python3", "python") }];
  if (!atLeast(python.version, OLDEST_PYTHON)) {
    return [{ missing: `${wanted}: ${python.command} is ${python.version}`, mend: `install a newer Python, ${orName}` }];
  }
  const modules = ["venv", "ensurepip"].filter((name) => !python[name]);
  if (modules.length === 0) return [];
  // Debian keeps both modules out of python3, in a package of their own
  return [
    {
      missing: `Python's ${modules.join(" and ")} (${python.command} has none)`,
      mend: `${install("python3-venv", "python3", "python")}\n${orName}`,
    },
  ];
}

const networkAdvice = (command, variable) =>
  `try: ${command}\nbehind a proxy, set HTTPS_PROXY and HTTP_PROXY (and NO_PROXY); for a mirror, set ${variable}`;

// How this system installs a package: its name in Debian, in Fedora, and in Arch and elsewhere.
function installer({ platform, packageManager, isRoot }) {
  const prefix = isRoot ? "" : "sudo ";
  return (debian, fedora, arch) => {
    if (platform === "darwin") return `brew install ${arch}`;
    if (platform === "win32") return `install ${arch} with its installer, or: winget install ${arch}`;
    if (packageManager === "dnf") return `${prefix}dnf install ${fedora}`;
    if (packageManager === "pacman") return `${prefix}pacman -S ${arch}`;
    return `${prefix}apt-get install ${debian}`;
  };
}

/** The text that lists every problem. */
export function describeProblems(problems) {
  const lines = problems.flatMap(({ missing, mend }) => [`  - ${missing}`, ...mend.split("\n").map((line) => `      ${line}`)]);
  return ["The set-up has not begun, because something is missing:", ...lines, "Then run the same command again."].join("\n");
}
