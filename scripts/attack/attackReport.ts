import { styleText } from "node:util";
import type { AttackSize } from "./Attack.ts";
import type { AttackResult } from "./runAttack.ts";

/** Writes one attack for people: a line, and under it every case that did not hold, or all of them. */
export function describeAttack({ name, does, held, seconds, cases }: AttackResult, all: boolean): string {
  const count = `${cases.filter((one) => one.held).length} of ${cases.length} cases held`;
  const word = held ? styleText("green", "held") : styleText("red", "BROKE");
  const shown = cases.filter((one) => all || !one.held);
  const lines = shown.map(({ name: title, held: withstood, saw }) => {
    return `    ${withstood ? "held " : "BROKE"}  ${title}: ${saw}`;
  });
  return [`${word}  ${name}  (${count}, ${seconds.toFixed(1)} s)`, `    ${does}`, ...lines, ""].join("\n");
}

/** Writes the last lines: how many attacks held, and how to run one that did not again. */
export function describeOutcome(results: readonly AttackResult[], size: AttackSize): string {
  const broken = results.filter(({ held }) => !held).map(({ name }) => name);
  if (broken.length === 0) return `The server withstood ${results.length} attacks (${size}).\n`;
  const again = `npm run attack -- ${size === "quick" ? "--quick " : ""}${broken.join(" ")}`;
  return `${broken.length} of ${results.length} attacks broke the server (${size}). Again: ${again}\n`;
}
