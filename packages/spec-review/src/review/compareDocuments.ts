import { type Comparison, createComparer } from "../compare/createComparer.ts";
import { createSchemaDiffer } from "../diff/createSchemaDiffer.ts";
import { type OperationView, operationName } from "../document/OperationView.ts";
import { describeSite } from "../facets/describeSite.ts";
import type { Direction, SchemaChange } from "../facets/SchemaChange.ts";
import type { Finding, FindingDraft } from "../findings/Finding.ts";
import { documentRules, operationRules, responseRules } from "../rules/allRules.ts";
import type { Rule, RuleFinding } from "../rules/Rule.ts";
import { xmlChanged } from "../rules/schema/annotationRules.ts";
import { closedResponseExtended, propertyAdded, requiredPropertyAdded } from "../rules/schema/memberRules.ts";
import { createNodeIds, createSchemaSource } from "../schema/createSchemaSource.ts";
import { createUnchanged } from "../walk/createUnchanged.ts";
import type { Kept, OperationPair } from "../walk/DocumentPair.ts";
import { pairDocuments } from "../walk/pairDocuments.ts";
import {
  flatCallbacks,
  matchByKey,
  type PairContext,
  pairOperation,
  pairResponse,
} from "../walk/pairOperation.ts";
import { matchSchemes } from "../walk/securitySchemes.ts";
import { type Collector, createCollector } from "./createCollector.ts";
import { createSchemaReviewer, type ReviewedChange, type SchemaReviewer } from "./createSchemaReviewer.ts";
import { describeSchemaChange } from "./describeSchemaChange.ts";
import { createPairReader, type PairReader, type SchemaUse, schemaUses } from "./schemaUses.ts";

/** Finds everything that changed between two versions of a document, with its severity. */
export function compareDocuments(context: PairContext, pair = pairDocuments(context)): Finding[] {
  const collector = createCollector(context.documents, context.hasPassed);
  const walk = createWalk(context, collector);
  for (const rule of documentRules) {
    for (const { operations = [], ...found } of rule.checkDocument(pair)) {
      const site = operations.length > 0 ? (found.subject ?? "document") : "document";
      collector.add({ ...draftOf(rule, found), site, operations });
    }
  }
  const { base, head } = context.documents;
  const isUnchanged = createUnchanged({ base: base.root, head: head.root });
  for (const kept of [...pair.operations.kept, ...pair.moved])
    if (!isUnchanged(kept)) walk.operation(kept, "operation");
  for (const kept of pair.webhooks.kept) walk.operation(kept, "webhook");
  return collector.findings();
}

interface Walk {
  operation(kept: Kept<OperationPair["base"]>, kind: OperationPair["kind"]): void;
}

function createWalk(context: PairContext, collector: Collector): Walk {
  const oldSchemeNames = matchSchemes(context.documents).oldNames;
  const nextId = createNodeIds();
  const comparer = createComparer();
  const reviewer = createSchemaReviewer(createSchemaDiffer(comparer, nextId), comparer);
  const reader = createPairReader(context.documents, (document, direction) =>
    createSchemaSource({ ...document, direction, nextId }),
  );
  const check: SchemaCheck = { collector, reviewer, reader, reported: new Map() };
  const walk: Walk = {
    operation(kept, kind) {
      const pair = pairOperation({ ...context, oldSchemeNames }, kept, kind);
      checkRules(collector, pair);
      checkSchemas(check, pair);
      const callbacks = matchByKey(flatCallbacks(kept.base), flatCallbacks(kept.head));
      for (const { base, head } of callbacks.kept) {
        walk.operation({ base: base.operation, head: head.operation }, "callback");
      }
    },
  };
  return walk;
}

function checkRules(collector: Collector, pair: OperationPair): void {
  const add = (rule: Rule, findings: readonly RuleFinding[]) => {
    for (const found of findings) {
      collector.add({ ...draftOf(rule, found), site: siteOf(pair, found), operations: [pair.base] });
    }
  };
  for (const rule of operationRules) add(rule, rule.check(pair));
  const responses = pair.responses.kept.map(pairResponse);
  for (const rule of responseRules) {
    for (const response of responses) add(rule, rule.checkResponse(pair, response));
  }
}

function draftOf({ id, severity }: Rule, found: RuleFinding) {
  const absent = { direction: undefined, subject: undefined, base: undefined, head: undefined };
  return { ...absent, severity, ...found, id, witness: undefined };
}

/** The site of a finding about a component is the component; of any other, the operation. */
function siteOf({ base }: OperationPair, found: RuleFinding): string {
  const pointer = found.base?.value === undefined ? found.head?.pointer : found.base.pointer;
  if (pointer === "/security") return "document";
  const component = pointer === undefined ? undefined : describeSite(pointer).component;
  return component ?? operationName({ ...base, path: base.shape });
}

interface SchemaCheck {
  readonly collector: Collector;
  readonly reviewer: SchemaReviewer;
  readonly reader: PairReader;
  /** A change of a shared component is one finding; when it is met again, only the operation is added to it. */
  readonly reported: Map<SchemaChange, ReportedChange>;
}

interface ReportedChange {
  readonly covered: boolean;
  readonly isShown: boolean;
  readonly operations: Set<OperationView>;
}

function checkSchemas(check: SchemaCheck, pair: OperationPair): void {
  for (const use of schemaUses(pair)) {
    for (const reviewed of check.reviewer.review(check.reader.read(use))) {
      const { change, covered } = reviewed.placed;
      if (change.rule === xmlChanged.id && !use.asXml) continue;
      const isShown = reviewed.witness !== undefined;
      const known = check.reported.get(change);
      const isNoNews = known && (covered || !known.covered) && (!isShown || known.isShown);
      if (isNoNews) known.operations.add(use.operation);
      else {
        const operations = check.collector.add(draftOfChange(use, reviewed));
        check.reported.set(change, { covered, isShown, operations });
      }
    }
  }
}

/** The proof looks at what the receiver demands: of requests the new document, of responses the old one. */
function stopOf(
  { stop }: Extract<Comparison, { kind: "unknown" }>,
  direction: Direction,
): FindingDraft["stop"] {
  return stop && { ...stop, side: direction === "request" ? "head" : "base" };
}

/** Rules whose findings other rules reported in earlier versions. */
const FORMER_RULES: ReadonlyMap<string, readonly string[]> = new Map([
  [closedResponseExtended.id, [propertyAdded.id, requiredPropertyAdded.id]],
]);

function draftOfChange(use: SchemaUse, { placed, witness }: ReviewedChange): FindingDraft {
  const { change } = placed;
  const { site: short, ...described } = describeSchemaChange(placed, use.where, witness !== undefined);
  const operation = operationName({ ...use.operation, path: use.operation.shape });
  const isShared = describeSite(change.at).component !== undefined;
  const { direction, subject, base, head } = change;
  const parts = { direction, subject, base, head, site: isShared ? short : `${operation} ${short}` };
  const formerIds = FORMER_RULES.get(change.rule) ?? [];
  return {
    ...described,
    ...parts,
    id: change.rule,
    former: formerIds.map((id) => ({ ...parts, id })),
    operations: [use.operation],
    stop:
      change.result.kind === "unknown" && described.severity === "unknown"
        ? stopOf(change.result, direction)
        : undefined,
    witness: witness && {
      kind: witness.kind,
      where: witness.isWhole || witness.kind === "lost" ? use.where : `a part of the ${use.where}`,
      value: witness.value,
      focus: witness.focus,
      problem: witness.problem,
    },
  };
}
