import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOAN } from "./createTokenLender.ts";
import type { ExternalValidator } from "./ExternalValidator.ts";
import { installFromNpm } from "./installFromNpm.ts";
import { validatorDocument, withoutParameter, withoutPattern } from "./validatorDocument.ts";

const VERSION = "2.55.1";
/**
 * Responses that it expects for every request that conforms to its schema. They hold only for right passwords, existing
 * accounts and ids of live sessions; other requests are rejected as documented.
 */
const NOT_PROMISED = [
  /^POST \/sessions -> (?:200|403) /,
  /^(?:GET|DELETE) \/live-sessions\/\(sessionId:uuid\) -> 200 /,
];
/** A failed test, with its output before the next one. */
const FAILURE =
  /^.*Scenario: (.*) has FAILED$([\s\S]*?)(?=^.*Scenario: |^Unsuccessful Scenarios|$(?![\s\S]))/gm;
/** Of all combinations of values, per operation and status. */
const COMBINATIONS = 40;

/** Specmatic: its generative tests, positive and negative ones. */
export const specmatic: ExternalValidator = {
  name: "specmatic",
  needs: ["java 17 or later", "npm"],
  async validate(workspace) {
    await installFromNpm(workspace, "specmatic", VERSION);
    const document = await validatorDocument([withoutPattern("WwwAuthenticate"), withoutParameter("after")]);
    writeFileSync(join(workspace.home, "openapi.json"), JSON.stringify(document));
    writeFileSync(join(workspace.home, "specmatic.yaml"), settings());
    await using server = await workspace.openServer();
    const { code, output } = await workspace.run({
      program: "java",
      folder: workspace.home,
      log: "output.txt",
      words: [
        ...["-jar", join(workspace.home, "node_modules/specmatic/specmatic.jar"), "test"],
        ...[`--testBaseURL=${server.origin}${server.basePath}`, `--junitReportDir=${workspace.reports}`],
      ],
    });
    // The log repeats the page that it writes there.
    if (existsSync(join(workspace.home, "build"))) rmSync(join(workspace.home, "build"), { recursive: true });
    const [tally = "It produced no result."] = /^Tests run:.*$/m.exec(output) ?? [];
    const failures = [...output.matchAll(FAILURE)].map(([, name = "", reason = ""]) => ({ name, reason }));
    const findings = failures.filter((failure) => !isNoPromise(failure)).map(({ name }) => name);
    const unpromised = `${failures.length - findings.length} of them expect an undocumented promise`;
    const isDone = code === 0 || failures.length > 0;
    return { passed: isDone && findings.length === 0, summary: [tally, unpromised, ...findings].join("\n") };
  },
};

/** Whether the response was a documented rejection and only its status differs. */
function isNoPromise({ name, reason }: { readonly name: string; readonly reason: string }): boolean {
  const rules = new Set(reason.match(/\bR\d{4}\b(?=:)/g));
  const isRejected = /response contained status 40[0134]\b/.test(reason) && rules.size === 1;
  return isRejected && NOT_PROMISED.some((pattern) => pattern.test(name));
}

function settings(): string {
  const credential = { type: "apiKey", value: LOAN };
  return JSON.stringify({
    version: 2,
    contracts: [{ provides: ["openapi.json"] }],
    test: { resiliencyTests: { enable: "all" }, maxTestRequestCombinations: COMBINATIONS },
    security: { OpenAPI: { securitySchemes: { XHM_TOKEN: credential, AUTHORIZATION: credential } } },
  });
}
