import type { HouseRule } from "./HouseRule.ts";

const MOST_METHODS = 7;
const PORT = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm;
const METHOD = /^ {2}(?:readonly )?\w+(?:\(|: \()/gm;

/** Habit 15: a port is small enough to be faked in a minute. */
export const smallPorts: HouseRule = {
  name: "small-ports",
  advice: `A port has ${MOST_METHODS} methods at most. Split it by who uses it.`,
  find({ sources }) {
    const ports = sources.filter(({ path }) => path.startsWith("packages/sessions/src/ports/"));
    return ports.flatMap(({ path, text }) =>
      [...text.matchAll(PORT)]
        .map(([, name = "", body = ""]) => ({ name, count: [...body.matchAll(METHOD)].length }))
        .filter(({ count }) => count > MOST_METHODS)
        .map(({ name, count }) => ({ where: path, what: `${name} has ${count} methods` })),
    );
  },
};
