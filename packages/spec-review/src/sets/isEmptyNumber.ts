import { formatImplies } from "./formatImplies.ts";
import type { NumberCell } from "./Term.ts";

/** True only when it is proven that no number is in the cell. */
export function isEmptyNumber(cell: NumberCell): boolean {
  const { low, high } = cell;
  if (low && high && low.value > high.value) return true;
  if (low && high && low.value === high.value && (low.exclusive || high.exclusive)) return true;
  if (contradictsFormats(cell)) return true;
  const factors = cell.integer ? [1, ...cell.multiples] : cell.multiples;
  if (factors.some((factor) => cell.notMultiples.some((other) => divides(other, factor)))) return true;
  return factors.some((factor) => skipsRange(factor, cell));
}

/** Every multiple of the factor is a multiple of the divisor. Beyond integers rounding makes that uncertain. */
function divides(divisor: number, factor: number): boolean {
  if (divisor === factor) return true;
  return Number.isSafeInteger(divisor) && Number.isSafeInteger(factor) && factor % divisor === 0;
}

/** No multiple of the factor lies between the limits. */
function skipsRange(factor: number, { low, high }: NumberCell): boolean {
  if (!low || !high || !Number.isSafeInteger(factor) || factor <= 0) return false;
  const first = Math.ceil(low.value / factor) * factor;
  const start = low.exclusive && first === low.value ? first + factor : first;
  return high.exclusive ? start >= high.value : start > high.value;
}

function contradictsFormats(cell: NumberCell): boolean {
  return cell.formats.some((format) => cell.notFormats.some((other) => formatImplies(format, other)));
}
