import { describe, expect, test } from "vitest";
import {
  type CredentialResult,
  createTwoSchemeGate,
  type SchemeKind,
  schemeKinds,
} from "../../test/fixtures/securityFixtures.ts";

const SHORT = { "-": "missing", "+": "accepted", "?": "unauthenticated", "!": "forbidden" } as const;

/**
 * Each row: what A and B are (- missing, + accepted, ? unauthenticated, ! forbidden), then the outcome and
 * the number of calls of A's and B's handler.
 */
const both: readonly string[] = [
  "- - 401 0 0",
  "- + 401 0 0",
  "- ? 401 0 0",
  "- ! 401 0 0",
  "+ - 401 0 0",
  "+ + AB  1 1",
  "+ ? 401 1 1",
  "+ ! 403 1 1",
  "? - 401 0 0",
  "? + 401 1 0",
  "? ? 401 1 0",
  "? ! 401 1 0",
  "! - 401 0 0",
  "! + 403 1 0",
  "! ? 403 1 0",
  "! ! 403 1 0",
];

const either: readonly string[] = [
  "- - 401 0 0",
  "- + B   0 1",
  "- ? 401 0 1",
  "- ! 403 0 1",
  "+ - A   1 0",
  "+ + A   1 0",
  "+ ? A   1 0",
  "+ ! A   1 0",
  "? - 401 1 0",
  "? + B   1 1",
  "? ? 401 1 1",
  "? ! 403 1 1",
  "! - 403 1 0",
  "! + B   1 1",
  "! ? 403 1 1",
  "! ! 403 1 1",
];

/** `A and B, or A`: A's result is requested once and used twice. */
const bothOrFirst: readonly string[] = [
  "- - 401 0 0",
  "- + 401 0 0",
  "- ? 401 0 0",
  "- ! 401 0 0",
  "+ - A   1 0",
  "+ + AB  1 1",
  "+ ? A   1 1",
  "+ ! A   1 1",
  "? - 401 1 0",
  "? + 401 1 0",
  "? ? 401 1 0",
  "? ! 401 1 0",
  "! - 403 1 0",
  "! + 403 1 0",
  "! ? 403 1 0",
  "! ! 403 1 0",
];

/** `A or nothing`: anonymous is tried last, at any position in the list. */
const firstOrAnonymous: readonly string[] = ["- - none 0 0", "+ - A 1 0", "? - none 1 0", "! - none 1 0"];

const A = { scheme: "A", scopes: [] };
const B = { scheme: "B", scopes: [] };

const requirements = [
  { name: "A and B", security: [[A, B]], rows: both },
  { name: "A or B", security: [[A], [B]], rows: either },
  { name: "A and B, or A", security: [[A, B], [A]], rows: bothOrFirst },
  { name: "A or anonymous", security: [[A], []], rows: firstOrAnonymous },
  { name: "anonymous or A", security: [[], [A]], rows: firstOrAnonymous },
];

/** One header carries one credential: of one scheme, or of two that read it alike. */
function canBePresented(kinds: readonly SchemeKind[], results: readonly CredentialResult[]): boolean {
  const lines = kinds.flatMap(({ present }) => ("header" in present ? [present.header] : []));
  const [one, other] = lines;
  if (one === undefined || other === undefined || one[0] !== other[0]) return true;
  const missing = results.filter((result) => result === "missing").length;
  return one[1] === other[1] ? missing !== 1 : missing > 0;
}

function parseRow(row: string) {
  const [a = "-", b = "-", outcome = "", callsA, callsB] = row.split(/ +/);
  const result = (sign: string): CredentialResult => SHORT[sign as keyof typeof SHORT];
  return { A: result(a), B: result(b), outcome, calls: { A: Number(callsA), B: Number(callsB) } };
}

function nameOutcome(result: Promise<object>): Promise<string> {
  return result.then(
    (credentials) => Object.keys(credentials).sort().join("") || "none",
    (error: { status: number }) => String(error.status),
  );
}

for (const one of schemeKinds) {
  for (const other of schemeKinds.filter((kind) => kind !== one)) {
    for (const { name, security, rows } of requirements) {
      test(`${name}, with A a ${one.kind} and B a ${other.kind}`, async () => {
        for (const row of rows) {
          const want = parseRow(row);
          if (!canBePresented([one, other], [want.A, want.B])) continue;
          const { enter, calls } = createTwoSchemeGate([one, other], security);
          const outcome = await nameOutcome(enter(want));
          expect({ row, outcome, calls }).toEqual({ row, outcome: want.outcome, calls: want.calls });
        }
      });
    }
  }
}

const schemeTexts = [
  { name: "another scheme with the same letters inside", value: "Basic notbearer" },
  { name: "a scheme with the same prefix", value: "Bearerk k" },
  { name: "the scheme without a credential", value: "Bearer " },
  { name: "a credential without the scheme", value: "k" },
];

for (const { name, value } of schemeTexts) {
  test(`${name} never reaches the bearer handler`, async () => {
    const bearer = {
      ...schemeKinds[3],
      present: { header: ["authorization", value] },
    } as unknown as SchemeKind;
    const { enter, calls } = createTwoSchemeGate([bearer, schemeKinds[0]], [[A]]);
    expect(await nameOutcome(enter({ A: "accepted", B: "missing" }))).toBe("401");
    expect(calls).toEqual({ A: 0, B: 0 });
  });
}

test("a scheme's name matches in any case", async () => {
  const bearer = {
    ...schemeKinds[3],
    present: { header: ["authorization", "bEARER k"] },
  } as unknown as SchemeKind;
  const { enter } = createTwoSchemeGate([bearer, schemeKinds[0]], [[A]]);
  expect(await nameOutcome(enter({ A: "accepted", B: "missing" }))).toBe("A");
});

test("an operation without security requirements calls no handler", async () => {
  const { enter, calls } = createTwoSchemeGate([schemeKinds[0], schemeKinds[1]], []);
  expect(await nameOutcome(Promise.resolve(enter({ A: "forbidden", B: "forbidden" })))).toBe("none");
  expect(calls).toEqual({ A: 0, B: 0 });
});

test("a rejection of missing credentials has the challenge of every scheme", async () => {
  const { enter } = createTwoSchemeGate([schemeKinds[3], schemeKinds[4]], [[A], [B]]);
  await expect(enter({ A: "missing", B: "missing" })).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
    credentialPresented: false,
    challenges: ['Bearer realm="api"', 'Basic realm="api", charset="UTF-8"'],
  });
});

test("a rejected credential differs from a missing one", async () => {
  const { enter } = createTwoSchemeGate([schemeKinds[3], schemeKinds[0]], [[A]]);
  await expect(enter({ A: "unauthenticated", B: "missing" })).rejects.toMatchObject({
    credentialPresented: true,
  });
});

test("a handler gets the scopes that the alternative requires", async () => {
  const [read, write] = [
    { scheme: "A", scopes: ["pets:read"] },
    { scheme: "B", scopes: ["pets:write", "pets:read"] },
  ];
  const { enter, scopes } = createTwoSchemeGate([schemeKinds[5], schemeKinds[0]], [[read, write]]);
  expect(await nameOutcome(enter({ A: "accepted", B: "accepted" }))).toBe("AB");
  expect(scopes).toEqual({ A: ["pets:read"], B: ["pets:write", "pets:read"] });
});

/** As libraries make their own. */
class OtherPromise {
  readonly #result: unknown;

  constructor(result: unknown) {
    this.#result = result;
  }

  // biome-ignore lint/suspicious/noThenProperty: what makes it a promise
  then(onResult: (result: unknown) => void): void {
    onResult(this.#result);
  }
}

const ways = [
  { name: "at once", give: (result: unknown) => result },
  { name: "by a promise of another implementation", give: (result: unknown) => new OtherPromise(result) },
];

describe.each(ways)("a handler that decides $name", ({ give }) => {
  test.each([
    { shape: "A or B", security: [[A], [B]] },
    { shape: "A and B", security: [[A, B]] },
  ])("is called for $shape", async ({ shape, security }) => {
    const { enter } = createTwoSchemeGate([schemeKinds[0], schemeKinds[3]], security, give);
    const second = { A: shape === "A or B" ? "missing" : "accepted" } as const;
    await expect(enter({ ...second, B: "accepted" })).resolves.toMatchObject({ B: "credential B" });
    await expect(enter({ ...second, B: "unauthenticated" })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(enter({ ...second, B: "forbidden" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
