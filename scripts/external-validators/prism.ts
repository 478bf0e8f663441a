import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { loadContract } from "../../packages/contract/src/index.ts";
import { checkServer } from "../../packages/contract-testing/src/check.ts";
import { LOAN, type PassedResponse } from "./createTokenLender.ts";
import type { ExternalValidator, Workspace } from "./ExternalValidator.ts";
import { installFromNpm } from "./installFromNpm.ts";
import { atRoot, validatorDocument } from "./validatorDocument.ts";

const VERSION = "5.14.2";
const CASES = 200;
/** The header with the violations that Prism found. */
const VIOLATIONS = "sl-violations";

interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly message: string;
}

/** Prism's validation proxy, with our own generated requests going through it. */
export const prism: ExternalValidator = {
  name: "prism",
  needs: ["npm"],
  async validate(workspace) {
    await installFromNpm(workspace, "@stoplight/prism-cli", VERSION);
    const document = await validatorDocument([atRoot]);
    const file = join(workspace.home, "openapi.json");
    writeFileSync(file, JSON.stringify(document));
    const tally = createTally();
    await using server = await workspace.openServer({
      between: (upstream) => startPrism(workspace, file, upstream),
      onResponse: (response) => {
        tally.add(response);
        delete response.headers[VIOLATIONS];
      },
    });
    await checkServer({
      contract: await loadContract(document),
      baseUrl: server.origin,
      credentials: { XHM_TOKEN: LOAN, AUTHORIZATION: `Bearer ${LOAN}` },
      cases: CASES,
    });
    const findings = tally.findings();
    writeFileSync(join(workspace.reports, "findings.txt"), `${findings.join("\n")}\n`);
    return { passed: findings.length === 0, summary: [tally.summary(), ...findings].join("\n") };
  },
};

/** Collects violations of responses, and requests that Prism rejects and the server accepts. */
function createTally() {
  const counts = { responses: 0, accepted: 0, objected: 0 };
  const seen = new Map<string, number>();
  return {
    add({ method, target, status, headers }: PassedResponse) {
      const errors = readErrors(headers[VIOLATIONS]);
      const isAccepted = status < 400;
      const objections = errors.filter(({ location: [first] }) => first === "request");
      counts.responses += 1;
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
      `${counts.responses} responses, ${counts.accepted} of them below 400; Prism objects to ${counts.objected} of the requests.`,
  };
}

function readErrors(header: string | string[] | undefined): readonly Violation[] {
  if (typeof header !== "string") return [];
  // With too many violations, the header is a sentence.
  if (!header.startsWith("[")) return [{ location: ["response"], severity: "Error", message: header }];
  const violations: readonly Violation[] = JSON.parse(header);
  return violations.filter(({ severity }) => severity === "Error");
}

async function startPrism(
  { home }: Workspace,
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
  if (!text.includes("is listening")) throw new Error(`Prism did not start.\n${text}`);
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
