import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import type { SignInAttempt } from "@gatehouse/sessions";
import { normalizeAddress } from "../../http/createAddressReader.ts";
import { LOCAL_AUTH_TYPE } from "../identityOf.ts";

/** How many of the eight groups of an IPv6 address name the network: /64, what one customer usually holds. */
const NETWORK_GROUPS = 4;
/** The number of different keys for any set of names: this bounds the memory of a counter (AUT-09). */
const BUCKETS = 2 ** 17;

/** Gives a text its bucket. */
type BucketOf = (...parts: readonly string[]) => string;

/**
 * Maps any text onto a fixed number of buckets. The secret keeps a client from choosing names that share the bucket of
 * another account; by chance one name in 131,072 does.
 */
export function createBuckets(secret: Uint8Array): BucketOf {
  return (...parts) => {
    const digest = createHmac("sha256", secret).update(JSON.stringify(parts)).digest();
    return String(digest.readUInt32BE(0) % BUCKETS);
  };
}

/** The keys that an attempt is counted under. */
export interface AttemptKeys {
  readonly address: string;
  readonly account: string;
  readonly pair: string;
}

/** The buckets of an attempt. */
export function keysOf(bucketOf: BucketOf, attempt: SignInAttempt): AttemptKeys {
  const { authType, username, clientAddress } = attempt;
  const identity = identityKeyOf(authType, username);
  const address = addressKeyOf(clientAddress);
  return {
    address: bucketOf(address),
    account: bucketOf(authType, identity),
    pair: bucketOf(authType, identity, address),
  };
}

/**
 * What counts as one identity, however its name is spelled (AUT-07).
 *
 * Limits may merge names that a provider distinguishes, but must never distinguish names that it merges: then every
 * spelling would have guesses of its own. So case, forms of Unicode, accents, blanks, invisible characters and final
 * dots make no difference. Other providers know one user by several domains, or by none: `administrator`,
 * `VSPHERE\administrator`, `administrator@vsphere.local`. Only the provider knows which of them are the same user, so
 * the domain does not count. Signs that a directory may ignore, such as emoji, do not count either. Letters that it may
 * sort as one, such as `ø` and `o` or the two kinds of kana, count as one.
 */
export function identityKeyOf(authType: string, username: string): string {
  const folded = fold(username);
  if (authType === LOCAL_AUTH_TYPE) return folded;
  const account = folded.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  const bare = account.split("@").find((part) => part !== "") ?? "";
  return withoutFinalDots(mergeLetters(bare)) || folded;
}

/** Upper case first: it knows more letters as one than lower case does, such as the long s and the Kelvin sign. */
function fold(text: string): string {
  const plain = text.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
  return withoutFinalDots(plain.replace(/[\p{M}\p{Z}\p{C}\p{DI}\s]/gu, ""));
}

/** Letters without a composed form in Unicode, and what they are sorted as. */
const SORTED_AS: Readonly<Record<string, string>> = {
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  æ: "ae",
  œ: "oe",
  þ: "th",
};

const HIRAGANA_TO_KATAKANA = 0x60;

function mergeLetters(folded: string): string {
  return folded
    .replace(/[^\p{L}\p{N}\x21-\x7e]/gu, "")
    .replace(/[øđðłħŧæœþ]/g, (letter) => SORTED_AS[letter] ?? letter)
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + HIRAGANA_TO_KATAKANA));
}

function withoutFinalDots(text: string): string {
  return text.replace(/\.+$/, "");
}

/**
 * What counts as one address: an IPv4 address, also one written as IPv6, or the /64 network of an IPv6 address
 * (AUT-07). Text that is no address counts as itself.
 */
export function addressKeyOf(address: string): string {
  const normal = normalizeAddress(address) ?? address;
  return isIPv6(normal) ? `${groupsOf(normal).slice(0, NETWORK_GROUPS).join(":")}::/64` : normal;
}

/** The eight groups of an address in the spelling of `normalizeAddress`: short, lower case, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...first, ...Array<string>(8 - first.length - last.length).fill("0"), ...last];
}
