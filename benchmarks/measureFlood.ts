/** Measures the effect of a flood of sign-ins on live sessions, and writes docs/measured/flood.md: `npm run bench:flood`. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { numbersOf, readWords } from "../scripts/readWords.ts";
import { atRate } from "./flood/atRate.ts";
import { floodReport, type Phase } from "./flood/floodReport.ts";
import { hangUp, sendRequest, type TimedResponse } from "./flood/sendRequest.ts";
import { startGatehouse } from "./flood/startGatehouse.ts";

const HELP = `npm run bench:flood [-- [--seconds N] [--checks N] [--output FILE]]

Measures the effect of a flood of sign-ins on live sessions, and writes docs/measured/flood.md.

  --seconds N    length of each of the two phases (default: 60)
  --checks N     session checks a second (default: 1000)
  --output FILE  the file of the report
  --help         show this text
`;
const PASSWORD = "correct horse battery staple";

const { values } = readWords(HELP, {
  options: {
    seconds: { type: "string", default: "60" },
    checks: { type: "string", default: "1000" },
    output: { type: "string", default: fileURLToPath(new URL("../docs/measured/flood.md", import.meta.url)) },
  },
});
const numberOf = numbersOf(HELP, values);
const seconds = numberOf("seconds");
const rates = { signIns: 500, checks: numberOf("checks"), signOuts: 20 };

/** A different address and name for each sign-in, as a botnet would have. */
function stranger(index: number) {
  const localAddress = `127.${1 + (index % 200)}.${Math.floor(index / 200) % 250}.${1 + (index % 250)}`;
  return { localAddress, credentials: { username: `stranger-${index}`, password: "wrong wrong wrong" } };
}

async function openSessions(port: number, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  while (tokens.length < count) {
    const { token, status } = await sendRequest({
      port,
      method: "POST",
      credentials: { username: "admin", password: PASSWORD },
    });
    if (token === undefined) throw new Error(`The sign-in of the administrator was rejected with ${status}.`);
    tokens.push(token);
  }
  return tokens;
}

async function measure(
  port: number,
  flood: () => Promise<readonly TimedResponse[]> | undefined,
): Promise<Phase> {
  const [kept = "", ...ending] = await openSessions(port, 1 + rates.signOuts * seconds);
  const [checks, signOuts, signIns] = await Promise.all([
    atRate(rates.checks, seconds, () => sendRequest({ port, method: "GET", token: kept })),
    atRate(rates.signOuts, seconds, (index) =>
      sendRequest({ port, method: "DELETE", token: ending[index] ?? "" }),
    ),
    flood(),
  ]);
  const phase = new Map([
    ["session check", checks],
    ["sign-out", signOuts],
  ]);
  return signIns === undefined ? phase : phase.set("sign-in of a stranger", signIns);
}

const server = await startGatehouse(PASSWORD);
const { port } = server;
try {
  console.log(`Without a flood, ${seconds} s ...`);
  const quiet = await measure(port, () => undefined);
  console.log(`Beside ${rates.signIns} sign-ins a second, ${seconds} s ...`);
  const flooded = await measure(port, () =>
    atRate(rates.signIns, seconds, (index) => sendRequest({ port, method: "POST", ...stranger(index) })),
  );
  const page = floodReport(quiet, flooded, { seconds, rates, command: "npm run bench:flood" });
  console.log(`\n${page}`);
  writeFileSync(values.output, page);
} finally {
  hangUp();
  await server.stop();
}
