import { readFormFacts } from "../body/readFormFacts.ts";
import { type Contract, HTTP_METHODS, type Operation, type Parameter } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { childOf, entriesOf } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { type SchemaValidators, schemaValidators } from "../schema/SchemaValidators.ts";
import { propertySchemas, schemaFacts } from "../style/SchemaFacts.ts";
import type { ValueKind } from "../style/splitStyled.ts";
import { isIgnoredParameter } from "../table/buildParameters.ts";
import { planQueryNames } from "./QueryNames.ts";

/**
 * Lists what a document leaves undefined about the requests to its operations: parameters whose style has no text for
 * their values, and names that two parameters of a query own. A parameter that several operations share is listed once.
 * Methods that only differ by case are listed too: the router finds one of them.
 */
export function requestProblems(contract: Contract): readonly ContractProblem[] {
  const validators = schemaValidators(contract, "request");
  const problems = new Map<string, ContractProblem>();
  const add = (problem: ContractProblem) => problems.set(`${problem.pointer} ${problem.message}`, problem);
  for (const problem of sharedMethods(contract)) add(problem);
  for (const operation of contract.operations.values()) {
    const found = [
      ...undefinedStyles(operation, validators),
      ...sharedNames(operation, validators),
      ...encodingProblems(operation, validators),
    ];
    for (const problem of found) add(problem);
  }
  return [...problems.values()];
}

/** Methods have a case (RFC 9110, 9.1), but requests are matched without it. */
function sharedMethods(contract: Contract): readonly ContractProblem[] {
  return entriesOf(contract.document.paths).flatMap(([path]) => {
    const { pointer, value } = contract.resolve(childPointer("/paths", path));
    const owners = new Map<string, string>(HTTP_METHODS.map((method) => [method, method.toUpperCase()]));
    return entriesOf(childOf(value, "additionalOperations")).flatMap(([method]) => {
      const owner = owners.get(method.toLowerCase());
      if (owner === undefined) {
        owners.set(method.toLowerCase(), method);
        return [];
      }
      return problemAt({ contract }, childPointer(pointer, "additionalOperations", method), {
        rule: "conflicting-fields",
        message: `The router ignores the case of methods, so ${owner} and ${method} are the same method to it.`,
        advice: `Remove the operation of ${method}.`,
      });
    });
  });
}

/** The kinds of value that the styles of the query have texts for, where they are not all (OpenAPI 3.1.1, 4.8.12.4). */
function definedKinds({
  style,
  explode,
}: Pick<Parameter, "explode" | "style">): readonly ValueKind[] | undefined {
  if (style === "deepObject") return ["object"];
  if (style !== "spaceDelimited" && style !== "pipeDelimited") return undefined;
  return explode ? ["array"] : ["array", "object"];
}

const KIND_NAMES: Readonly<Record<ValueKind, string>> = {
  array: "a list",
  object: "an object",
  primitive: "a single value",
};

function undefinedStyles(operation: Operation, validators: SchemaValidators): readonly ContractProblem[] {
  return operation.parameters.flatMap((parameter) => {
    if (parameter.schema === undefined || isIgnoredParameter(parameter)) return [];
    const schema = validators.reader.at(childPointer(parameter.pointer, "schema"));
    const kinds = [...schemaFacts(validators, [schema]).kinds];
    return undefinedStyle(operation, { ...parameter, name: `parameter "${parameter.name}"` }, kinds);
  });
}

function undefinedStyle(
  operation: Operation,
  { name, style, explode, pointer }: Pick<Parameter, "explode" | "name" | "pointer" | "style">,
  kinds: readonly ValueKind[],
): readonly ContractProblem[] {
  const defined = definedKinds({ style, explode });
  if (defined === undefined || kinds.some((kind) => defined.includes(kind))) return [];
  const exploded = explode && style !== "deepObject" ? " with explode: true" : "";
  return [
    problemAt(operation, pointer, {
      rule: "undefined-style",
      message: `OpenAPI does not define how ${kinds.map((kind) => KIND_NAMES[kind]).join(" or ")} is written in the style "${style}"${exploded} (${name}).`,
      advice: `Use this style for ${defined.map((kind) => KIND_NAMES[kind]).join(" or ")}, or write the style "form".`,
    }),
  ];
}

/** What is said of the fields of forms must be of fields that there are, and in styles that have texts for them. */
function encodingProblems(operation: Operation, validators: SchemaValidators): readonly ContractProblem[] {
  const forms = [...(operation.requestBody?.content.values() ?? [])].filter(({ mediaRange }) =>
    /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(mediaRange),
  );
  return forms.flatMap((mediaType) => {
    const { schema, encodings } = readFormFacts(validators, mediaType);
    const { named, isFree } = validators.names.shapeOf([schema]);
    return [...encodings].flatMap(([name, { pointer, style }]) => {
      const property = propertySchemas(validators, [schema], name);
      if (property.length === 0 && !isFree && !named.has(name)) {
        const near = nearestName(name, named.keys());
        const message = `The form has no property "${name}", so that nothing is encoded in this way.`;
        const advice = near === undefined ? "Remove it." : `Write "${near}" if that is meant, or remove it.`;
        return [problemAt(operation, pointer, { rule: "unknown-field", message, advice })];
      }
      const kinds = [...schemaFacts(validators, property).kinds];
      const owner = { pointer, name: `property "${name}"` };
      return style === undefined ? [] : undefinedStyle(operation, { ...owner, ...style }, kinds);
    });
  });
}

/** Whose value a text is must be clear from its name. */
function sharedNames(operation: Operation, validators: SchemaValidators): readonly ContractProblem[] {
  const { single, spread } = planQueryNames(operation, validators);
  const owners = new Map([...single].map((name) => [name, `the query parameter or key "${name}"`]));
  const problems: ContractProblem[] = [];
  const objects = spread.filter(({ parameter }) => parameter.in === "query");
  for (const { parameter, named } of objects) {
    for (const name of named) {
      const owner = owners.get(name);
      owners.set(name, `the object "${parameter.name}"`);
      // A value that comes under the parameter's own name may be one of its object.
      if (owner === undefined || name === parameter.name) continue;
      problems.push(
        problemAt(operation, parameter.pointer, {
          rule: "ambiguous-parameter",
          message: `The property "${name}" of the object "${parameter.name}" has the same name in the query as ${owner}.`,
          advice: 'Rename one of the two, or write the object in the style "deepObject".',
        }),
      );
    }
  }
  const [first, second] = objects.filter(({ takesOthers }) => takesOthers);
  if (first === undefined || second === undefined) return problems;
  const message = `The objects "${first.parameter.name}" and "${second.parameter.name}" both take query parameters of any name.`;
  const advice =
    'Close one of the two with "additionalProperties: false", or write it in the style "deepObject".';
  return [
    ...problems,
    problemAt(operation, second.parameter.pointer, { rule: "ambiguous-parameter", message, advice }),
  ];
}

function problemAt(
  { contract }: Pick<Operation, "contract">,
  pointer: string,
  problem: Pick<ContractProblem, "rule" | "message" | "advice">,
): ContractProblem {
  return { ...problem, pointer, location: contract.locate(pointer) };
}
