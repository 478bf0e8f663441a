import type { JsonValue, SecurityAlternative, SecurityScheme } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { elementsOf, entriesOf, textOf } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { TableContext } from "./TableContext.ts";

/** Reads the security schemes of a document. */
export function buildSecuritySchemes(context: TableContext): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  const components = context.resolve(context.document.components, "/components");
  for (const [name, entry] of entriesOf(components.value.securitySchemes)) {
    const { value, pointer } = context.resolve(entry, childPointer("/components/securitySchemes", name));
    const facts = {
      name,
      type: textOf(value.type) as SecurityScheme["type"],
      scheme: textOf(value.scheme)?.toLowerCase(),
      in: textOf(value.in) as SecurityScheme["in"],
      parameterName: textOf(value.name),
    };
    schemes.set(name, context.located(facts, pointer));
  }
  return schemes;
}

/** Reads a list of security requirements: alternatives (OR) of schemes (AND). */
export function buildSecurity(value: JsonValue | undefined): readonly SecurityAlternative[] {
  return elementsOf(value).map((alternative) =>
    entriesOf(alternative).map(([scheme, scopes]) => ({
      scheme,
      scopes: elementsOf(scopes).filter((scope) => typeof scope === "string"),
    })),
  );
}

/** Reports the schemes that a list of requirements names and the document does not have. */
export function checkSecurity(
  context: TableContext,
  list: { readonly value: JsonValue | undefined; readonly pointer: string },
  schemes: ReadonlyMap<string, SecurityScheme>,
): void {
  for (const [index, alternative] of buildSecurity(list.value).entries()) {
    for (const { scheme } of alternative) {
      if (schemes.has(scheme)) continue;
      const near = nearestName(scheme, schemes.keys());
      context.report(childPointer(list.pointer, String(index), scheme), {
        rule: "unknown-security-scheme",
        message: `The document has no security scheme "${scheme}".`,
        advice:
          near === undefined
            ? `Add "${scheme}" to components/securitySchemes.`
            : `Write "${near}" if that is meant, or add "${scheme}" to components/securitySchemes.`,
      });
    }
  }
}
