import {
  childPointer,
  elementsOf,
  isJsonObject,
  type JsonValue,
  type Operation,
  type Parameter,
} from "@gatehouse/contract";

/** The values of a request's parts that go by one name, by the key of the part. */
export interface NamedRequest {
  readonly values: ReadonlyMap<string, JsonValue>;
}

/** The response example that a request is sought for. */
export interface WantedRequest {
  readonly name: string;
  readonly isSuccess: boolean;
}

/** The request that goes by the name of a response example; `undefined` where the document shows none. */
export function exampleValues(operation: Operation, wanted: WantedRequest): NamedRequest | undefined {
  const values = new Map<string, JsonValue>();
  const body = bodyExample(operation, wanted.name);
  if (operation.requestBody !== undefined && body === undefined) return undefined;
  if (body !== undefined) values.set(body.key, body.value);
  let isNamed = body !== undefined;
  let hasNames = false;
  for (const parameter of operation.parameters) {
    const named = parameter.examples.get(wanted.name);
    isNamed ||= named !== undefined;
    hasNames ||= [...parameter.examples.keys()].some((name) => name !== "example");
    const value = named?.value ?? usualValue(operation, parameter);
    if (value === undefined && parameter.required) return undefined;
    if (value !== undefined) values.set(`${parameter.in} ${parameter.name}`, value);
  }
  const isOnlyRequest = wanted.isSuccess && !hasNames;
  return isNamed || isOnlyRequest ? { values } : undefined;
}

function bodyExample(operation: Operation, name: string) {
  for (const { mediaRange, examples } of operation.requestBody?.content.values() ?? []) {
    const example = examples.get(name);
    if (example !== undefined) return { key: `body ${mediaRange}`, value: example.value };
  }
  return undefined;
}

/** A parameter without an example of the name has its single example, or for required ones the first there is. */
function usualValue({ contract }: Operation, parameter: Parameter): JsonValue | undefined {
  const single = parameter.examples.get("example");
  if (single !== undefined || !parameter.required) return single?.value;
  const [first] = parameter.examples.values();
  if (first !== undefined) return first.value;
  const { value } = contract.resolve(childPointer(parameter.pointer, "schema"));
  if (!isJsonObject(value)) return undefined;
  return (
    value.example ??
    elementsOf(value.examples)[0] ??
    value.default ??
    value.const ??
    elementsOf(value.enum)[0]
  );
}
