import type { DecodeText, RawTexts } from "../style/RawTexts.ts";
import { propertySchemas, schemaFacts } from "../style/SchemaFacts.ts";
import { isDeepName, type SplitValue, splitStyled, type ValueKind } from "../style/splitStyled.ts";
import type { FormFacts } from "./readFormFacts.ts";

/** A property of a form that has a style. */
interface StyledField {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  readonly texts: RawTexts;
  readonly decode: DecodeText;
}

/** What came of a property. */
export interface SplitField {
  /** The names in the form that belong to it. */
  readonly names: ReadonlySet<string>;
  readonly value?: SplitValue;
  /** Set where the texts cannot be read, or only some of them. */
  readonly expected?: string;
}

/** Takes the texts of a property apart by its style, as the first kind of value that its schema takes. */
export function splitField({ validators, schema }: FormFacts, field: StyledField): SplitField {
  const { name, style, explode, texts } = field;
  const property = propertySchemas(validators, [schema], name);
  const { named } = validators.names.shapeOf(property);
  const takes = (key: string) => named.has(key);
  const isDeep = style === "deepObject";
  const names = new Set(
    [...texts.keys()].filter(
      (key) => key === name || (isDeep ? key.startsWith(`${name}[`) : explode && takes(key)),
    ),
  );
  const isRead = (key: string, kind: ValueKind): boolean => {
    if (isDeep) return isDeepName(name, key);
    return kind === "object" && explode ? takes(key) : key === name;
  };
  // What no kind of value reads would be lost in silence.
  let expected = names.size === 0 ? undefined : `written in the style "${style}", and in no other`;
  let isMalformed = false;
  for (const kind of schemaFacts(validators, property).kinds) {
    const split = splitStyled({ ...field, takes }, kind);
    if (split === undefined) continue;
    if ("value" in split) {
      const isWhole = [...names].every((key) => isRead(key, kind));
      return { names, value: split.value, ...(!isWhole && expected !== undefined && { expected }) };
    }
    if (!isMalformed) expected = split.expected;
    isMalformed = true;
  }
  return { names, ...(expected !== undefined && { expected }) };
}
