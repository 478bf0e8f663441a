/** The name of a user or group inside vCenter single sign-on, taken apart. */
export interface Principal {
  /** The comparable form, `name@domain`; without a domain the bare name. */
  readonly key: string;
  /** The comparable form of the domain; empty when the name has none. */
  readonly domain: string;
}

/**
 * Brings the two spellings of a principal, `DOMAIN\name` and `name@domain`, into one comparable form.
 *
 * Only the letters A to Z are folded: vCenter does not tell their case apart. Folding all of Unicode would make the
 * Kelvin sign a `k`, and so let one account pass for another.
 */
export function toPrincipal(name: string): Principal {
  const [account, domain] = split(name);
  const folded = { account: foldCase(account), domain: foldCase(domain) };
  return {
    key: folded.domain === "" ? folded.account : `${folded.account}@${folded.domain}`,
    domain: folded.domain,
  };
}

/** Turns A to Z into a to z and leaves every other character alone. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function split(name: string): readonly [account: string, domain: string] {
  const backslash = name.indexOf("\\");
  if (backslash !== -1) return [name.slice(backslash + 1), name.slice(0, backslash)];
  const at = name.lastIndexOf("@");
  return at === -1 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}
