import { domainToASCII, domainToUnicode } from "node:url";
import { isDate, isDateTime, isDuration, isHttpDate, isTime } from "./dateFormats.ts";

/** The check of a format for texts; values of other types conform to it. */
interface TextFormat {
  readonly type: "string";
  /** Whether it accepts every text, and so is a hint for readers and generators alone. */
  readonly isHint?: boolean;
  /** Whether a text that it accepts has only characters of ASCII, each of one unit. */
  readonly isAscii?: boolean;
  accepts(value: string): boolean;
}

/** The numbers of a format: all whole ones from `least` to below `beyond`, or every number. */
interface NumberFormat {
  readonly type: "number";
  readonly isHint?: boolean;
  readonly least: number;
  readonly beyond: number;
}

/** The meaning of a format. */
type Format = NumberFormat | TextFormat;

/** A format by its name; `undefined` for a name that is not known, which then limits nothing (2020-12 validation, 7.2.3). */
export function findFormat(name: string): Format | undefined {
  return FORMATS.get(name);
}

/** Text in the form of a regular expression. */
const HOST_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const HOSTNAME = new RegExp(`^(?=.{1,253}$)${HOST_LABEL}(?:\\.${HOST_LABEL})*$`);
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|"(?:[ !#-\\[\\]-~]|\\\\[ -~])*")$`);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BASE64_URL = /^[A-Za-z0-9_-]*={0,2}$/;
const JSON_POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/u;
const RELATIVE_JSON_POINTER = /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/u;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const ANY_NUMBER: NumberFormat = {
  type: "number",
  isHint: true,
  least: Number.NEGATIVE_INFINITY,
  beyond: Number.POSITIVE_INFINITY,
};

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date-time", ascii(isDateTime)],
  ["date-time-local", text((value) => isDateTime(value, "local"))],
  ["date", ascii(isDate)],
  ["time", ascii(isTime)],
  ["time-local", text((value) => isTime(value, "local"))],
  ["duration", ascii(isDuration)],
  ["http-date", ascii(isHttpDate)],
  ["email", text((value) => isEmail(value, isAscii))],
  ["idn-email", text((value) => isEmail(value, () => true))],
  ["hostname", ascii(isHostname)],
  ["idn-hostname", text(isIdnHostname)],
  ["ipv4", ascii((value) => IPV4.test(value))],
  ["ipv6", ascii(isIpv6)],
  ["uri", text((value) => isUri(value, { isRelative: false, pattern: URI_CHARACTERS }))],
  ["uri-reference", text((value) => isUri(value, { isRelative: true, pattern: URI_CHARACTERS }))],
  ["iri", text((value) => isUri(value, { isRelative: false, pattern: IRI_CHARACTERS }))],
  ["iri-reference", text((value) => isUri(value, { isRelative: true, pattern: IRI_CHARACTERS }))],
  ["uri-template", text((value) => URI_TEMPLATE.test(value))],
  ["uuid", ascii(isUuid)],
  ["json-pointer", text((value) => JSON_POINTER.test(value))],
  ["relative-json-pointer", text((value) => RELATIVE_JSON_POINTER.test(value))],
  ["regex", text(isRegex)],
  ["byte", ascii((value) => BASE64.test(value))],
  ["base64url", ascii((value) => BASE64_URL.test(value))],
  ["char", text((value) => [...value].length === 1)],
  ["decimal", text((value) => DECIMAL.test(value))],
  ["binary", { ...text(() => true), isHint: true }],
  ["password", { ...text(() => true), isHint: true }],
  ["double", ANY_NUMBER],
  ["float", ANY_NUMBER],
  ...integers([8, 16, 32, 64]),
]);

function text(accepts: (value: string) => boolean): TextFormat {
  return { type: "string", accepts };
}

function ascii(accepts: (value: string) => boolean): TextFormat {
  return { type: "string", isAscii: true, accepts };
}

/** Whole numbers of a size; limits are powers of two, which doubles hold exactly. */
function integers(sizes: readonly number[]): readonly (readonly [string, NumberFormat])[] {
  return sizes.flatMap((bits) => [
    [`int${bits}`, { type: "number", least: -(2 ** (bits - 1)), beyond: 2 ** (bits - 1) }] as const,
    [`uint${bits}`, { type: "number", least: 0, beyond: 2 ** bits }] as const,
  ]);
}

/** RFC 9562, 4. */
function isUuid(value: string): boolean {
  if (value.length !== 36) return false;
  for (let index = 0; index < 36; index += 1) {
    const code = value.charCodeAt(index);
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== 0x2d) return false;
    } else if (!isHexDigit(code)) return false;
  }
  return true;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

function isAscii(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) if (value.charCodeAt(index) > 127) return false;
  return true;
}

/** RFC 5321, 4.1.2: a dot-atom or quoted local part, and a domain or an address in brackets. */
function isEmail(value: string, allows: (value: string) => boolean): boolean {
  const at = value.lastIndexOf("@");
  if (at < 1 || !allows(value)) return false;
  const local = value.slice(0, at);
  const domain = value.slice(at + 1);
  if (!LOCAL.test(isAscii(local) ? local : local.replaceAll(/[^\0-\x7f]/gu, "x"))) return false;
  if (!domain.startsWith("[")) return isHostname(isAscii(domain) ? domain : toAscii(domain));
  const address = domain.endsWith("]") ? domain.slice(1, -1) : "";
  return IPV4.test(address) || (/^IPv6:/i.test(address) && isIpv6(address.slice(5)));
}

/** Letters outside ASCII count as one letter here: their own rules (IDNA) are not checked. */
function toAscii(domain: string): string {
  return domain.replaceAll(/[\p{L}\p{M}\p{N}]/gu, (letter) => (isAscii(letter) ? letter : "x"));
}

/** RFC 1123, 2.1; labels that begin with `xn--` have to be ones that IDNA can write (RFC 5891, 5.4). */
function isHostname(value: string): boolean {
  if (!HOSTNAME.test(value)) return false;
  return value
    .split(".")
    .every((label) => !/^..--/.test(label) || (/^xn--/i.test(label) && isReadable(label)));
}

function isReadable(label: string): boolean {
  const letters = domainToUnicode(label);
  return letters !== "" && !/^xn--/i.test(letters) && !/^\p{M}/u.test(letters);
}

/** RFC 5890, 2.3.2.3, as far as Node's tables of IDNA know the letters. */
function isIdnHostname(value: string): boolean {
  const labels = value.split(/[.\u3002\uff0e\uff61]/u);
  const isPlain = labels.every((label) => !/^\p{M}|^-|-$|^..--/u.test(label) || /^xn--/i.test(label));
  return isPlain && !labels.includes("") && isHostname(domainToASCII(value));
}

/** RFC 4291, 2.2. */
function isIpv6(value: string): boolean {
  if (!/^[0-9A-Fa-f:.]+$/.test(value)) return false;
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const counts = halves.map((half, index) => countGroups(half, index === halves.length - 1));
  if (counts.some((count) => count === undefined)) return false;
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return halves.length === 2 ? total <= 7 : total === 8;
}

/** The number of groups of 16 bits, or `undefined` where one of them is none. */
function countGroups(half: string, mayEndInIpv4: boolean): number | undefined {
  if (half === "") return 0;
  const groups = half.split(":");
  const last = groups.at(-1) ?? "";
  const isIpv4 = last.includes(".");
  if (isIpv4 && !(mayEndInIpv4 && IPV4.test(last))) return undefined;
  const hex = isIpv4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return hex.length + (isIpv4 ? 2 : 0);
}

const URI_CHARACTERS = uriPattern("");
const IRI_CHARACTERS = uriPattern("\\u{A0}-\\u{D7FF}\\u{E000}-\\u{10FFFF}");
const URI_TEMPLATE =
  /^(?:[^\p{Cc} "%<>\\^`{|}]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?(?:,(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?)*\})*$/u;

/** The parts of an address (RFC 3986, appendix A; with `more` letters RFC 3987, 2.2). */
function uriPattern(more: string): RegExp {
  const character = `(?:[A-Za-z0-9._~!$&'()*+,;=:@${more}-]|%[0-9A-Fa-f]{2})`;
  const name = (also: string) => `(?:[A-Za-z0-9._~!$&'()*+,;=${also}${more}-]|%[0-9A-Fa-f]{2})*`;
  const literal = "\\[[0-9A-Fa-f:.]+\\]|\\[[Vv][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+\\]";
  const authority = `(?:${name(":")}@)?(?<host>${literal}|${name("")})(?::\\d*)?`;
  const query = `(?:${character}|[/?])*`;
  const rooted = `//${authority}(?<rooted>(?:/${character}*)*)`;
  const path = `(?<path>(?!//)(?:${character}|/)*)`;
  return new RegExp(
    `^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?:${rooted}|${path})(?:\\?${query})?(?:#${query})?$`,
    "u",
  );
}

function isUri(value: string, { isRelative, pattern }: { isRelative: boolean; pattern: RegExp }): boolean {
  const groups = pattern.exec(value)?.groups;
  if (groups === undefined) return false;
  const { scheme, host, path } = groups;
  if (host?.startsWith("[") === true && !/^\[v/i.test(host) && !isIpv6(host.slice(1, -1))) return false;
  if (scheme !== undefined) return true;
  // Without a scheme the first segment of a path holds no colon (RFC 3986, 4.2).
  return isRelative && !(path?.split("/")[0] ?? "").includes(":");
}

/** A regular expression of ECMA-262 as `pattern` takes it: with Unicode escapes. */
function isRegex(value: string): boolean {
  try {
    return new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
