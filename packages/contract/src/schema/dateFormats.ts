const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DURATION =
  /^P(?:\d+W|(?=.)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?=.)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/;
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)) GMT$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Whether a time has an offset from UTC, as RFC 3339 demands, or must not have one. */
type Zone = "local" | "zoned";

/** A day that exists (RFC 3339, 5.6 `full-date`). */
export function isDate(value: string): boolean {
  return value.length === 10 && isDateAt(value);
}

/** A time that exists (RFC 3339, 5.6 `full-time`), a leap second at the end of a UTC day included. */
export function isTime(value: string, zone: Zone = "zoned"): boolean {
  return isTimeAt(value, 0, zone);
}

/** A moment that exists (RFC 3339, 5.6 `date-time`). */
export function isDateTime(value: string, zone: Zone = "zoned"): boolean {
  const separator = value.charCodeAt(10) | 0x20;
  return separator === 0x74 && isDateAt(value) && isTimeAt(value, 11, zone);
}

/** A length of time (RFC 3339, appendix A). */
export function isDuration(value: string): boolean {
  return value.length > 1 && !value.endsWith("T") && DURATION.test(value);
}

/** A date of HTTP in its preferred form (RFC 9110, 5.6.7 `IMF-fixdate`). */
export function isHttpDate(value: string): boolean {
  const parts = HTTP_DATE.exec(value);
  if (parts === null) return false;
  const month = MONTHS.indexOf(parts[2] ?? "") + 1;
  return isDate(`${parts[3]}-${String(month).padStart(2, "0")}-${parts[1]}`);
}

function isDateAt(value: string): boolean {
  if (value.charCodeAt(4) !== 0x2d || value.charCodeAt(7) !== 0x2d) return false;
  const century = twoDigits(value, 0);
  const yearOfCentury = twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return false;
  const year = century * 100 + yearOfCentury;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}

function isTimeAt(value: string, start: number, zone: Zone): boolean {
  if (value.charCodeAt(start + 2) !== 0x3a || value.charCodeAt(start + 5) !== 0x3a) return false;
  const hour = twoDigits(value, start);
  const minute = twoDigits(value, start + 3);
  const second = twoDigits(value, start + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  let end = start + 8;
  if (value.charCodeAt(end) === 0x2e) {
    end += 1;
    const first = end;
    while (isDigit(value.charCodeAt(end))) end += 1;
    if (end === first) return false;
  }
  if (zone === "local") return end === value.length && second < 60;
  const offset = offsetMinutes(value, end);
  // RFC 3339, 5.7: a leap second comes at 23:59:60 UTC, at any local hour.
  return (
    offset !== undefined &&
    (second < 60 || (((hour * 60 + minute - offset) % 1_440) + 1_440) % 1_440 === 1_439)
  );
}

/** The distance from UTC that ends a time; `undefined` where it is none. */
function offsetMinutes(value: string, start: number): number | undefined {
  const sign = value.charCodeAt(start);
  if ((sign | 0x20) === 0x7a) return value.length === start + 1 ? 0 : undefined;
  if ((sign !== 0x2b && sign !== 0x2d) || value.length !== start + 6) return undefined;
  const hours = twoDigits(value, start + 1);
  const minutes = twoDigits(value, start + 4);
  if (value.charCodeAt(start + 3) !== 0x3a || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return undefined;
  }
  return (sign === 0x2b ? 1 : -1) * (hours * 60 + minutes);
}

/** The number that two digits make; -1 where there are no two digits. */
function twoDigits(value: string, index: number): number {
  const tens = value.charCodeAt(index) - 0x30;
  const ones = value.charCodeAt(index + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
