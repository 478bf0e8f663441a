/** The largest power of ten whose division by a double is rounded once, and so exactly known. */
const MOST_DIGITS = 22;

interface Decimal {
  readonly digits: bigint;
  /** The power of ten that the digits are multiplied with. */
  readonly exponent: number;
}

/**
 * Prepares the question whether numbers are multiples of one, in decimal arithmetic: 19.99 is a multiple of 0.01, as
 * the JSON text says, though not in binary (JSON Schema 2020-12 validation, 6.2.1).
 */
export function multipleOfCheck(divisor: number): (value: number | bigint) => boolean {
  const exact = readDecimal(divisor);
  const digits = Math.max(0, -exact.exponent);
  const scale = 10 ** digits;
  const scaled = Math.round(divisor * scale);
  const isSmall = digits <= MOST_DIGITS && Number.isSafeInteger(scaled) && scaled > 0;
  return (value) => {
    if (isSmall && typeof value === "number") {
      const whole = Math.round(value * scale);
      if (Number.isSafeInteger(whole)) return whole / scale === value && whole % scaled === 0;
    }
    return isMultiple(readDecimal(value), exact);
  };
}

function isMultiple(value: Decimal, divisor: Decimal): boolean {
  if (divisor.digits === 0n) return false;
  const exponent = Math.min(value.exponent, divisor.exponent);
  const raise = (decimal: Decimal) => decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
  return raise(value) % raise(divisor) === 0n;
}

/** The shortest decimal that means a double, which is the one that a JSON text had. */
function readDecimal(value: number | bigint): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
