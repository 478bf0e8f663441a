import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { loadContract } from "../../packages/contract/src/index.ts";
import { checkServer } from "../../packages/contract-testing/src/check.ts";
import { LOAN, type PassedAnswer } from "./createTokenLender.ts";
import { installFromNpm } from "./installFromNpm.ts";
import type { Bench, Judge } from "./Judge.ts";
import { atRoot, judgedDocument } from "./judgedDocument.ts";

const VERSION = "5.14.2";
const CASES = 200;
/** Where Prism writes what it has against a request or its answer. */
const VIOLATIONS = "sl-violations";

interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly message: string;
}

/** Prism's validation proxy, with our own generated requests going through it. */
export const prism: Judge = {
  name: "prism",
  needs: ["npm"],
  async judge(bench) {
    await installFromNpm(bench, "@stoplight/prism-cli", VERSION);
    const document = await judgedDocument([atRoot]);
    const file = join(bench.home, "openapi.json");
    writeFileSync(file, JSON.stringify(document));
    const tally = createTally();
    await using server = await bench.openServer({
      between: (upstream) => startPrism(bench, file, upstream),
      onAnswer: (answer) => {
        tally.add(answer);
        delete answer.headers[VIOLATIONS];
      },
    });
    await checkServer({
      contract: await loadContract(document),
      baseUrl: server.origin,
      credentials: { XHM_TOKEN: LOAN, AUTHORIZATION: `Bearer ${LOAN}` },
      cases: CASES,
    });
    const findings = tally.findings();
    writeFileSync(join(bench.reports, "findings.txt"), `${findings.join("\n")}\n`);
    return { passed: findings.length === 0, summary: [tally.summary(), ...findings].join("\n") };
  },
};

/** Gathers what Prism says against answers, and where it and the server differ about requests. */
function createTally() {
  const counts = { answers: 0, accepted: 0, objected: 0 };
  const seen = new Map<string, number>();
  return {
    add({ method, target, status, headers }: PassedAnswer) {
      const errors = readErrors(headers[VIOLATIONS]);
      const isAccepted = status < 400;
      const objections = errors.filter(({ location: [first] }) => first === "request");
      counts.answers += 1;
      if (isAccepted) counts.accepted += 1;
      if (objections.length > 0) counts.objected += 1;
      const [path] = target.split("?", 1);
      for (const error of isAccepted ? errors : errors.filter((one) => !objections.includes(one))) {
        const line = `${method} ${path} ${status}  ${error.location.join("/")}: ${error.message}`;
        seen.set(line, (seen.get(line) ?? 0) + 1);
      }
    },
    findings: () => [...seen].map(([line, count]) => `${String(count).padStart(6)}  ${line}`),
    summary: () =>
      `${counts.answers} answers, ${counts.accepted} of them below 400; Prism objects to ${counts.objected} of the requests.`,
  };
}

function readErrors(header: string | string[] | undefined): readonly Violation[] {
  if (typeof header !== "string") return [];
  // Where there are too many, it says so in plain words.
  if (!header.startsWith("[")) return [{ location: ["response"], severity: "Error", message: header }];
  const violations: readonly Violation[] = JSON.parse(header);
  return violations.filter(({ severity }) => severity === "Error");
}

async function startPrism(
  { home }: Bench,
  document: string,
  upstream: string,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const port = await freePort();
  const program = join(home, "node_modules/@stoplight/prism-cli/dist/index.js");
  const words = ["proxy", document, `${upstream}/api/admin/v1`, "--port", String(port), "--cors", "false"];
  const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  process.once("exit", () => child.kill());
  let text = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes("is listening")) break;
  }
  child.stdout.resume();
  if (!text.includes("is listening")) throw new Error(`Prism did not come up.\n${text}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
