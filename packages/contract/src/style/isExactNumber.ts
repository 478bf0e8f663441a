const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LONGEST_EXPONENT = 400;

/** Whether a text is a number by the grammar of JSON (RFC 8259, 6): no blanks, no `0x10`, no `+1`, no `Infinity`. */
export function isJsonNumber(text: string): boolean {
  return JSON_NUMBER.test(text);
}

/**
 * Whether JavaScript holds a JSON number so that nothing is lost that counts. As an integer it must be the same whole
 * number; as any number it must print as the same text, be rounded behind the point only, or have an exponent. No
 * number is larger than the largest double.
 */
export function isExactNumber(text: string, { asInteger }: { readonly asInteger: boolean }): boolean {
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  if (text.length < 16 && !/[eE]/.test(text)) return true;
  if (!asInteger) return /[.eE]/.test(text) || String(value) === text || BigInt(value) === BigInt(text);
  const whole = wholeNumber(text);
  if (whole === undefined) return !Number.isInteger(value);
  return Number.isInteger(value) && BigInt(value) === whole;
}

/** The whole number that a JSON number stands for; `undefined` where it has a fraction or hundreds of digits. */
export function wholeNumber(text: string): bigint | undefined {
  if (text.length > 2 * LONGEST_EXPONENT) return undefined;
  const [mantissa = "", power = "0"] = text.toLowerCase().split("e");
  const [digits = "", fraction = ""] = mantissa.split(".");
  const decimals = fraction.replace(/0+$/, "");
  const exponent = Number(power) - decimals.length;
  if (Math.abs(exponent) > LONGEST_EXPONENT) return undefined;
  const scaled = BigInt(`${digits}${decimals}`);
  if (exponent >= 0) return scaled * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return scaled % divisor === 0n ? scaled / divisor : undefined;
}
