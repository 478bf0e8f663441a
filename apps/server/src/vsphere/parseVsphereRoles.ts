import { childPointer, findJsonProblem } from "@gatehouse/contract";
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { findMeantRole } from "../accounts/identityOf.ts";

/** Which roles the users of a vCenter have; made by `parseVsphereRoles`. Keys are in the form of `toPrincipal`. */
export interface VsphereRoles {
  /** By user, as `name@domain`. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** By group, as `name@domain`. When empty, vCenter is not asked for groups. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By the domain a user belongs to. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  /** The single sign-on domain of the vCenter, which its token service is addressed by. */
  readonly ssoDomain: string;
}

/** One thing that is wrong in a roles file. */
interface VsphereRolesFault {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** JSON pointer (RFC 6901) to the place; empty for the whole file. */
  readonly pointer: string;
  /** The problem and its remedy. */
  readonly message: string;
}

/** The name of a user or group inside vCenter single sign-on, taken apart. */
interface Principal {
  /** The comparable form, `name@domain`; without a domain the bare name. */
  readonly key: string;
  /** The comparable form of the domain; empty when the name has none. */
  readonly domain: string;
}

/** A signed-in user, as vCenter names them. */
export interface VsphereMember {
  readonly username: string;
  readonly groups: readonly string[];
}

const SECTIONS = ["users", "groups", "domains"] as const;
type Section = (typeof SECTIONS)[number];

/** The domain vCenter proposes at installation. */
const DEFAULT_SSO_DOMAIN = "vsphere.local";
const LONGEST_NAME = 256;

/** Roles the server itself acts upon; a near miss of one of them is a slip, not another role. */
const DOMAIN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?$/;

/** Names of domain and account; either may come first. */
const PRINCIPAL = /^(?:[^\\@]+\\[^\\]+|[^\\]+@[^\\@]+)$/;
const UNPRINTABLE = /\p{C}/u;

type Fault = (node: Node | undefined, pointer: string, message: string) => void;
type Item = { readonly key: string; readonly node: Node; readonly value: Node; readonly pointer: string };

/**
 * Makes the mapping of vSphere users, groups and domains to roles from the text of its file.
 *
 * @param file the name that faults are reported under
 * @throws {VsphereRolesError} with every fault, each with line, column, JSON pointer and what to do.
 */
export function parseVsphereRoles(text: string, file: string): VsphereRoles {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  checkSyntax(json, file);
  // JSON.parse says nothing of places and lets the last of two equal keys win; JSON is YAML 1.2, whose parser does better.
  const lines = new LineCounter();
  const document = parseDocument(json, { schema: "json", lineCounter: lines, uniqueKeys: false });
  const faults: VsphereRolesFault[] = [];
  const fault: Fault = (node, pointer, message) => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    faults.push({ line, column: col, pointer, message });
  };
  const roles = readRoles(document.contents ?? undefined, fault);
  if (faults.length > 0) throw new VsphereRolesError(file, faults);
  return roles;
}

function checkSyntax(json: string, file: string): void {
  const problem = findJsonProblem(json);
  if (problem === undefined) return;
  const { line, column, message } = problem;
  throw new VsphereRolesError(file, [
    { line, column, pointer: "", message: `This is not JSON: ${message}.` },
  ]);
}

function readRoles(root: Node | undefined, fault: Fault): VsphereRoles {
  const sections: Record<Section, ReadonlyMap<string, readonly string[]>> = {
    users: new Map(),
    groups: new Map(),
    domains: new Map(),
  };
  let ssoDomain = DEFAULT_SSO_DOMAIN;
  for (const item of itemsOf(root, "", fault)) {
    const section = SECTIONS.find((name) => name === item.key);
    if (section !== undefined) sections[section] = readSection(section, item, fault);
    else if (item.key === "ssoDomain") ssoDomain = readDomain(item, fault);
    else fault(item.node, item.pointer, "There is no such part. Use users, groups, domains or ssoDomain.");
  }
  if (SECTIONS.every((section) => sections[section].size === 0)) {
    fault(root, "", "It gives no role, so every sign-in would fail. Name users, groups or domains.");
  }
  return { ...sections, ssoDomain };
}

function readSection(
  section: Section,
  { value, pointer }: Item,
  fault: Fault,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const item of itemsOf(value, pointer, fault)) {
    const name = readName(section, item, fault);
    if (found.has(name))
      fault(item.node, item.pointer, "It is here twice; vCenter does not distinguish case.");
    found.set(name, readRoleNames(item, fault));
  }
  return found;
}

function readName(section: Section, { key, node, pointer }: Item, fault: Fault): string {
  if (section === "domains") {
    if (!DOMAIN.test(key)) fault(node, pointer, 'It must be a domain alone, such as "vsphere.local".');
    return foldCase(key);
  }
  const wellFormed = PRINCIPAL.test(key) && key.length <= LONGEST_NAME && !UNPRINTABLE.test(key);
  if (!wellFormed) {
    fault(
      node,
      pointer,
      'It must be a name with its domain, as "name@vsphere.local" or "VSPHERE.LOCAL\\name".',
    );
  }
  return toPrincipal(key).key;
}

function readDomain({ value, pointer }: Item, fault: Fault): string {
  const text = isScalar(value) && typeof value.value === "string" ? value.value : "";
  if (!DOMAIN.test(text)) fault(value, pointer, 'It must be a domain in quotes, such as "vsphere.local".');
  return text;
}

function readRoleNames({ value, pointer }: Item, fault: Fault): readonly string[] {
  if (!isSeq<Node>(value) || value.items.length === 0) {
    fault(value, pointer, 'It must be a list of roles, such as ["System Administrator"].');
    return [];
  }
  return value.items.map((node, index) => {
    const role = isScalar(node) && typeof node.value === "string" ? node.value : "";
    const message = faultOfRole(role);
    if (message !== undefined) fault(node, `${pointer}/${index}`, message);
    return role;
  });
}

function faultOfRole(role: string): string | undefined {
  if (role.trim() === "") return "It must be the name of a role, in quotes.";
  if (role !== role.trim() || role.length > LONGEST_NAME || UNPRINTABLE.test(role)) {
    return `A role has up to ${LONGEST_NAME} printable characters, none of them a space at an end.`;
  }
  const meant = findMeantRole(role);
  return meant === undefined ? undefined : `Role names are compared exactly. Did you mean "${meant}"?`;
}

/** The members of an object; a second one of the same name is a fault. */
function itemsOf(node: Node | undefined, pointer: string, fault: Fault): readonly Item[] {
  if (!isMap<Node, Node>(node)) {
    fault(node, pointer, "It must be an object in braces.");
    return [];
  }
  const seen = new Set<string>();
  return node.items.flatMap((pair) => {
    const item = toItem(pair, pointer);
    if (item === undefined) return [];
    if (!seen.has(item.key)) {
      seen.add(item.key);
      return [item];
    }
    fault(item.node, item.pointer, "It is here twice. Keep one of them.");
    return [];
  });
}

function toItem({ key: node, value }: Pair<Node, Node>, pointer: string): Item | undefined {
  if (!isScalar(node) || typeof node.value !== "string" || value === null) return undefined;
  const key = node.value;
  return { key, node, value, pointer: childPointer(pointer, key) };
}

/** The file that maps vSphere users to roles cannot be used; all faults are listed at once. */
export class VsphereRolesError extends Error {
  readonly code = "VSPHERE_ROLES_UNUSABLE";
  readonly file: string;
  readonly faults: readonly VsphereRolesFault[];

  constructor(file: string, faults: readonly VsphereRolesFault[], options?: ErrorOptions) {
    super(faults.map((fault) => describe(file, fault)).join("\n"), options);
    this.name = "VsphereRolesError";
    this.file = file;
    this.faults = faults;
  }
}

function describe(file: string, { line, column, pointer, message }: VsphereRolesFault): string {
  const place = pointer === "" ? "" : `${pointer} `;
  return `${file}:${line}:${column}: ${place}${message}`;
}

/**
 * Brings the two spellings of a principal, `DOMAIN\name` and `name@domain`, into one comparable form.
 *
 * Only the letters A to Z are folded: vCenter does not distinguish their case. Folding all of Unicode would turn the
 * Kelvin sign into a `k`, and so let one account pass for another.
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
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function split(name: string): readonly [account: string, domain: string] {
  const backslash = name.indexOf("\\");
  if (backslash !== -1) return [name.slice(backslash + 1), name.slice(0, backslash)];
  const at = name.lastIndexOf("@");
  return at === -1 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

/** Collects the roles that user, domain and groups give; each role once, possibly none. */
export function rolesOf(roles: VsphereRoles, { username, groups }: VsphereMember): readonly string[] {
  const { key, domain } = toPrincipal(username);
  const found = [
    ...(roles.users.get(key) ?? []),
    ...(roles.domains.get(domain) ?? []),
    ...groups.flatMap((group) => roles.groups.get(toPrincipal(group).key) ?? []),
  ];
  return [...new Set(found)];
}
