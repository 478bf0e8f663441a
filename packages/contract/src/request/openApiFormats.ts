import type { Format } from "ajv";

const MAX_FLOAT = (2 - 2 ** -23) * 2 ** 127;
const MIN_FLOAT = 2 ** -126;

/** The formats of OpenAPI with the limits that express-openapi-validator 5.6.2 gives them. */
export const openApiFormats: Readonly<Record<string, Format>> = {
  int32: { type: "number", validate: (value: number) => isIntegerBelow(value, 2 ** 31 - 1, 2 ** 31) },
  int64: { type: "number", validate: (value: number) => isIntegerBelow(value, 2 ** 63 - 1, 2 ** 63) },
  float: { type: "number", validate: isFloat },
  double: { type: "number", validate: () => true },
  byte: (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*(=|==)?$/.test(text),
  binary: () => true,
  password: () => true,
};

function isIntegerBelow(value: number, max: number, negatedMin: number): boolean {
  return Number.isInteger(value) && value <= max && value >= -negatedMin;
}

function isFloat(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size <= MAX_FLOAT && size >= MIN_FLOAT);
}
