/** The test of `multipleOf` with the rounding that Ajv has. */
export function isMultipleOf(value: number, factor: number): boolean {
  const quotient = value / factor;
  return quotient === Number.parseInt(String(quotient), 10);
}
