import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOAN } from "./createTokenLender.ts";
import { installFromNpm } from "./installFromNpm.ts";
import type { Judge } from "./Judge.ts";
import { judgedDocument, withoutParameter, withoutPattern } from "./judgedDocument.ts";

const VERSION = "2.55.1";
/**
 * Answers that it takes for promises to every request that fits its schema. They are to some only: to right passwords,
 * to accounts that are there, and to ids of sessions that live. Others are refused as documented.
 */
const NOT_PROMISED = [
  /^POST \/sessions -> (?:200|403) /,
  /^(?:GET|DELETE) \/live-sessions\/\(sessionId:uuid\) -> 200 /,
];
/** A test that failed, with all that is said of it before the next one. */
const FAILURE =
  /^.*Scenario: (.*) has FAILED$([\s\S]*?)(?=^.*Scenario: |^Unsuccessful Scenarios|$(?![\s\S]))/gm;
/** Of all combinations of values, per operation and status. */
const COMBINATIONS = 40;

/** Specmatic: its generative tests, positive and negative ones. */
export const specmatic: Judge = {
  name: "specmatic",
  needs: ["java 17 or later", "npm"],
  async judge(bench) {
    await installFromNpm(bench, "specmatic", VERSION);
    const document = await judgedDocument([withoutPattern("WwwAuthenticate"), withoutParameter("after")]);
    writeFileSync(join(bench.home, "openapi.json"), JSON.stringify(document));
    writeFileSync(join(bench.home, "specmatic.yaml"), settings());
    await using server = await bench.openServer();
    const { code, output } = await bench.run({
      program: "java",
      folder: bench.home,
      log: "output.txt",
      words: [
        ...["-jar", join(bench.home, "node_modules/specmatic/specmatic.jar"), "test"],
        ...[`--testBaseURL=${server.origin}${server.basePath}`, `--junitReportDir=${bench.reports}`],
      ],
    });
    // It leaves a page of its own there, which the log repeats.
    if (existsSync(join(bench.home, "build"))) rmSync(join(bench.home, "build"), { recursive: true });
    const [tally = "It did not come to a result."] = /^Tests run:.*$/m.exec(output) ?? [];
    const failures = [...output.matchAll(FAILURE)].map(([, name = "", reason = ""]) => ({ name, reason }));
    const findings = failures.filter((failure) => !isNoPromise(failure)).map(({ name }) => name);
    const answered = `${failures.length - findings.length} of them were no promises`;
    const isDone = code === 0 || failures.length > 0;
    return { passed: isDone && findings.length === 0, summary: [tally, answered, ...findings].join("\n") };
  },
};

/** The status was another one, a refusal, and nothing else was wrong. */
function isNoPromise({ name, reason }: { readonly name: string; readonly reason: string }): boolean {
  const rules = new Set(reason.match(/\bR\d{4}\b(?=:)/g));
  const isRefused = /response contained status 40[0134]\b/.test(reason) && rules.size === 1;
  return isRefused && NOT_PROMISED.some((pattern) => pattern.test(name));
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
