import {
  childPointer,
  type Operation,
  type SecurityAlternative,
  type SecurityScheme,
} from "@gatehouse/contract";
import * as fc from "fast-check";
import type { CredentialUse } from "../requests/Draft.ts";
import { type ProbeContext, usesOf, validDrafts } from "../requests/requestDrafts.ts";
import type { Probe } from "./Probe.ts";

/** A kind of credential that the server has not issued. */
interface MadeUpCredential {
  /** What is wrong with it, behind the name of the scheme. */
  readonly what: string;
  /** What goes into the header, query parameter or cookie. */
  readonly values: fc.Arbitrary<string>;
}

const random: fc.Arbitrary<string> = fc.stringMatching(/^[A-Za-z0-9_-]{16,48}$/);

/** What a header, query parameter or cookie of a security scheme may hold and must not open anything with. */
function madeUpCredentials(scheme: SecurityScheme): readonly MadeUpCredential[] {
  if (scheme.type === "apiKey") return keys(scheme);
  const name = scheme.type === "http" ? (scheme.scheme ?? "") : "bearer";
  if (name === "basic") return basic();
  if (name === "bearer") return bearer();
  return [
    { what: "left empty", values: fc.constant("") },
    { what: "made up", values: random.map((text) => `${name} ${text}`) },
  ];
}

function keys({ in: location }: SecurityScheme): readonly MadeUpCredential[] {
  // A cookie without a value is not one (RFC 6265, 4.1.1 allows it, few servers see it).
  const empty = location === "cookie" ? [] : [{ what: "left empty", values: fc.constant("") }];
  return [
    ...empty,
    { what: "made up", values: fc.oneof(random, fc.uuid()) },
    { what: "saying nothing", values: fc.constantFrom("null", "undefined") },
  ];
}

/** A JSON Web Token that says it needs no signature (RFC 8725, 2.1). */
const UNSIGNED = `Bearer ${encode({ alg: "none", typ: "JWT" })}.${encode({ sub: "admin" })}.`;

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function bearer(): readonly MadeUpCredential[] {
  return [
    { what: "left empty", values: fc.constantFrom("", "Bearer") },
    { what: "made up", values: random.map((token) => `Bearer ${token}`) },
    { what: "of another scheme", values: fc.oneof(fc.constant("Basic notbearer"), random.map(base64)) },
    { what: "without its scheme", values: random },
    { what: "unsigned", values: fc.constant(UNSIGNED) },
  ];
}

function basic(): readonly MadeUpCredential[] {
  const pairs = fc.tuple(random, random).map(([user, password]) => base64(`${user}:${password}`));
  return [
    { what: "left empty", values: fc.constantFrom("", "Basic", base64(":")) },
    { what: "made up", values: pairs },
    { what: "malformed", values: fc.constantFrom("Basic !", base64("nocolon")) },
    { what: "of another scheme", values: random.map((token) => `Bearer ${token}`) },
  ];
}

function base64(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}

/** A use of a valid credential that must not open anything. */
interface AlteredCredential {
  readonly what: string;
  readonly use: CredentialUse;
}

/** Valid credentials with a character changed, under another scheme's name, or in a location where they do not belong. */
function alteredCredentials(operation: Operation, scheme: SecurityScheme): readonly AlteredCredential[] {
  return [...changed(scheme), ...misplaced(operation, scheme)];
}

function changed(scheme: SecurityScheme): readonly AlteredCredential[] {
  if (scheme.type === "apiKey") {
    const text = {
      kind: "altered",
      alter: (valid: string) => `~${valid.slice(1)}`,
      alterShell: firstChanged,
    } as const;
    return [{ what: "with another first character", use: { scheme, text } }];
  }
  const isBasic = scheme.scheme === "basic";
  const wrong = isBasic ? "Bearer" : "Basic";
  const another = {
    kind: "altered",
    alter: (valid: string) => `${wrong} ${valid.replace(/^\S+ +/, "")}`,
    alterShell: (variable: string) => `${wrong} \${${variable}#* }`,
  } as const;
  const bare = {
    kind: "altered",
    alter: (valid: string) => valid.replace(/^\S+ +/, ""),
    alterShell: (variable: string) => `\${${variable}#* }`,
  } as const;
  return [
    { what: `under the scheme ${wrong}`, use: { scheme, text: another } },
    { what: "without the name of its scheme", use: { scheme, text: bare } },
  ];
}

function firstChanged(variable: string): string {
  return `~\${${variable}#?}`;
}

/** A key that is documented for one location must not be read from another, where it would end up in logs. */
function misplaced(operation: Operation, scheme: SecurityScheme): readonly AlteredCredential[] {
  if (scheme.type !== "apiKey") return [];
  const documented = [...operation.contract.securitySchemes.values()];
  return (["query", "cookie", "header"] as const).flatMap((location) => {
    const isDocumented = documented.some((other) => other.in === location && sameName(other, scheme));
    if (isDocumented) return [];
    return [
      { what: `in the ${location}`, use: { scheme, text: { kind: "valid" } as const, misplaced: location } },
    ];
  });
}

function sameName(one: SecurityScheme, other: SecurityScheme): boolean {
  return one.parameterName?.toLowerCase() === other.parameterName?.toLowerCase();
}

/** Makes the probes that each alternative of a protected operation rejects requests without valid credentials for it. */
export function credentialProbes(probeContext: ProbeContext): readonly Probe[] {
  const { security } = probeContext.space.operation;
  const isProtected = security.length > 0 && security.every((alternative) => alternative.length > 0);
  if (!isProtected) return [];
  const none = lockProbe(probeContext, fc.constant([]), { index: undefined, what: "without credentials" });
  return [
    none,
    ...security.flatMap((alternative, index) => alternativeProbes(probeContext, alternative, index)),
  ];
}

function alternativeProbes(
  probeContext: ProbeContext,
  alternative: SecurityAlternative,
  index: number,
): readonly Probe[] {
  const schemes = usesOf(probeContext, alternative).map(({ scheme }) => scheme);
  // A client without the right certificate is rejected before HTTP begins.
  if (schemes.some(({ type }) => type === "mutualTLS")) return [];
  const context: Alternative = { probeContext, index, schemes };
  const areKnown = schemes.every((scheme) => probeContext.known.has(scheme.name));
  const probes = schemes.length > 1 ? [allMadeUp(context)] : [];
  if (schemes.length > 1 && !areKnown) return probes;
  return [...probes, ...schemes.flatMap((scheme) => schemeProbes(context, scheme, areKnown))];
}

interface Alternative {
  readonly probeContext: ProbeContext;
  /** Of the alternative, in the list of the operation. */
  readonly index: number;
  readonly schemes: readonly SecurityScheme[];
}

function allMadeUp({ probeContext, index, schemes }: Alternative): Probe {
  const uses = schemes.map((scheme) =>
    fc
      .oneof(...madeUpCredentials(scheme).map(({ values }) => values))
      .map((value) => madeUpUse(scheme, value)),
  );
  const what = `with ${schemes.map(({ name }) => name).join(" and ")} made up`;
  return lockProbe(probeContext, fc.tuple(...uses), { index, what });
}

/** One scheme wrong, all others of its alternative right. */
function schemeProbes(
  { probeContext, index, schemes }: Alternative,
  scheme: SecurityScheme,
  areKnown: boolean,
): readonly Probe[] {
  const rest = schemes.filter((other) => other !== scheme);
  const others = rest.map((other): CredentialUse => ({ scheme: other, text: { kind: "valid" } }));
  const beside = rest.length === 0 ? "" : `with ${rest.map(({ name }) => name).join(" and ")}, but `;
  const probe = (uses: fc.Arbitrary<CredentialUse>, what: string) => {
    const all = uses.map((use) => [...others, use]);
    return lockProbe(probeContext, all, {
      index,
      what: `${beside === "" ? "with " : beside}${scheme.name} ${what}`,
    });
  };
  const probes = madeUpCredentials(scheme).map(({ what, values }) =>
    probe(
      values.map((value) => madeUpUse(scheme, value)),
      what,
    ),
  );
  if (rest.length > 0) {
    probes.push(
      lockProbe(probeContext, fc.constant(others), { index, what: `${beside}without ${scheme.name}` }),
    );
  }
  if (!areKnown) return probes;
  const altered = alteredCredentials(probeContext.space.operation, scheme);
  return [...probes, ...altered.map(({ what, use }) => probe(fc.constant(use), what))];
}

function madeUpUse(scheme: SecurityScheme, value: string): CredentialUse {
  return { scheme, text: { kind: "made up", value } };
}

function lockProbe(
  probeContext: ProbeContext,
  credentials: fc.Arbitrary<readonly CredentialUse[]>,
  { index, what }: { readonly index: number | undefined; readonly what: string },
): Probe {
  const { operation } = probeContext.space;
  const own = childPointer(operation.pointer, "security");
  const list = operation.contract.resolve(own).value === undefined ? "/security" : own;
  const pointer = index === undefined ? list : childPointer(list, String(index));
  const drafts = fc
    .tuple(validDrafts(probeContext, { known: "all", asShown: true }), credentials)
    .map(([draft, uses]) => draft && { ...draft, credentials: uses, isAuthorized: false });
  return { aspect: "credentials", expectation: { kind: "locked out", pointer, what }, drafts };
}
