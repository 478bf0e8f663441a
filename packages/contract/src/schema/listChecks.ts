import type { JsonValue } from "../Contract.ts";
import { collectItems } from "./collectEvaluated.ts";
import { areUnique, type Check, type Compiler } from "./compileScalars.ts";
import { generateItemsCheck } from "./generateMembersCheck.ts";
import type { Keywords } from "./SchemaNode.ts";

/** The checks of a list: its items, how many there are, and those that it has to contain. */
export function listChecks(compiler: Compiler, keywords: Keywords): readonly Check<readonly JsonValue[]>[] {
  const { minItems, maxItems, uniqueItems, prefixItems = [], items, contains, unevaluatedItems } = keywords;
  const checks: Check<readonly JsonValue[]>[] = [];
  const first = prefixItems.map((node) => compiler.check(node));
  if (items !== undefined || minItems !== undefined || maxItems !== undefined) {
    checks.push(itemsCheck(compiler, keywords, first.length));
  }
  if (first.length > 0)
    checks.push((value) => first.every((check, index) => index >= value.length || check(value[index])));
  if (contains !== undefined) checks.push(containsCheck(compiler.check(contains), keywords));
  if (uniqueItems === true) checks.push(areUnique);
  if (unevaluatedItems !== undefined) {
    const check = compiler.check(unevaluatedItems);
    checks.push((value) => {
      const evaluated = collectItems(compiler, keywords, value);
      return value.every((item, index) => evaluated(index) || check(item));
    });
  }
  return checks;
}

function itemsCheck(
  compiler: Compiler,
  { items: node, minItems: least = 0, maxItems: most = Number.POSITIVE_INFINITY }: Keywords,
  start: number,
): Check<readonly JsonValue[]> {
  if (node === undefined) return (value) => value.length >= least && value.length <= most;
  const check = compiler.check(node);
  if (compiler.generatesCode) return generateItemsCheck({ node, check, start, least, most });
  return (value) => {
    const count = value.length;
    if (count < least || count > most) return false;
    for (let index = start; index < count; index += 1) if (!check(value[index])) return false;
    return true;
  };
}

function containsCheck(
  check: Check,
  { minContains = 1, maxContains }: Keywords,
): Check<readonly JsonValue[]> {
  if (maxContains === undefined && minContains === 0) return () => true;
  const most = maxContains ?? Number.POSITIVE_INFINITY;
  return (value) => {
    let count = 0;
    for (const item of value) {
      if (!check(item)) continue;
      count += 1;
      if (count > most) return false;
      if (count >= minContains && maxContains === undefined) return true;
    }
    return count >= minContains;
  };
}
