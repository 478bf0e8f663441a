import { createDefaultFiller } from "../schema/createDefaultFiller.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { type IntegerMode, type SettledValue, settleNumbers } from "../style/settleNumbers.ts";
import type { TypedValue } from "../style/typedValues.ts";

/** A value as it is handed on: with defaults and wide integers, and whether its schema accepts it. */
interface CheckedValue extends SettledValue {
  readonly fits: boolean;
}

/** A value that was read; `fits` where it is known whether the schema accepts it. */
type ReadValue = TypedValue & { readonly fits?: boolean };

/**
 * Makes the function that fills in the defaults of the schema at a pointer and validates the value. A default says
 * nothing of the values that conform (JSON Schema 2020-12, 9.2): where a value conforms without its defaults alone, it
 * gets none.
 */
export function createSettler(
  validators: SchemaValidators,
  { pointer, integers }: { readonly pointer: string; readonly integers: IntegerMode },
): (read: ReadValue) => CheckedValue {
  const fill = createDefaultFiller(validators, pointer);
  const settle = ({ value, inexact, fits }: ReadValue): CheckedValue => {
    const settled = settleNumbers(validators, { value, inexact }, { pointer, integers });
    // A `bigint` replaces a rounded number, so the earlier result does not hold for it.
    const isAsRead = fits !== undefined && settled.value === value;
    const isFitting = isAsRead ? fits : validators.isValid(pointer, settled.value);
    return { value: settled.value, lost: settled.lost, fits: isFitting };
  };
  return (read) => {
    const filled = fill === undefined ? read.value : (fill(read.value) ?? read.value);
    if (filled === read.value) return settle(read);
    const settled = settle({ value: filled, inexact: read.inexact });
    const asSent = settled.fits ? undefined : settle(read);
    return asSent?.fits === true ? asSent : settled;
  };
}
