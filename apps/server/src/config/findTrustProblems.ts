import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Configuration } from "./Configuration.ts";
import type { ConfigurationFault, Environment } from "./createSettingsReader.ts";
import type { SettingName } from "./settings.ts";

/** Which part of what the server trusts; `doctor` shows problems under these names. */
type TrustedPart = "data directory" | "accounts" | "store" | "audit trail" | "certificate" | "settings";

/** A file or directory that must not be trusted. */
export interface TrustProblem {
  readonly part: TrustedPart;
  /** The observation, with the path. */
  readonly message: string;
  /** The remedy: a command where there is one. */
  readonly remedy: string;
}

/** Files must not be trusted as they are (OPS-07), or have no folder; nothing was opened. */
export class UntrustedFilesError extends Error {
  readonly code = "FILES_NOT_TRUSTED";
  readonly problems: readonly TrustProblem[];

  constructor(problems: readonly TrustProblem[]) {
    const sentences = problems.map(({ message, remedy }) => `${message}. ${remedy}`);
    super(`The server does not work with these files and folders:\n${sentences.join("\n")}`);
    this.name = "UntrustedFilesError";
    this.problems = problems;
  }
}

/** Rules for one kind of file. */
interface Rule {
  readonly part: TrustedPart;
  /** Mode bits that others must not have. */
  readonly closed: number;
  /** Whether a symbolic link is allowed there; the other rules apply to its target. */
  readonly mayBeLink: boolean;
  /** Whether the server writes it. What it only reads, root may own instead of the user of the server. */
  readonly isWritten: boolean;
  readonly is: "file" | "directory";
  /** The setting that names it; absent if the server names it. */
  readonly setting: SettingName | undefined;
}

/** Made by the server, in its own directory or where a setting says. */
const own = (part: TrustedPart, setting?: SettingName): Rule => ({
  part,
  closed: 0o077,
  mayBeLink: false,
  isWritten: true,
  is: "file",
  setting,
});
/** A file of the operator, at any path; a group of its own for keys is common. */
const given = (part: TrustedPart, closed: number, setting: SettingName): Rule => ({
  part,
  closed,
  mayBeLink: true,
  isWritten: false,
  is: "file",
  setting,
});

/** The configuration and the user of the server. */
interface TrustOptions {
  readonly configuration: Configuration;
  /** The number of the user that the server runs as; absent where the platform has none. */
  readonly user: number | undefined;
}

/**
 * Finds everything that the server would trust although others could have changed or read it (OPS-07): the data
 * directory, store, accounts, audit trail, keys and roles, by owner, mode and kind. Files that are not there are no
 * problem. The server does not start on a problem, and `doctor` fails on it: both call this.
 */
export function findTrustProblems({ configuration, user }: TrustOptions): readonly TrustProblem[] {
  if (user === undefined) return [];
  const found = rulesOf(configuration).flatMap(([path, rule]) => problemOf(path, rule, user) ?? []);
  return [...missingFolders(configuration), ...found];
}

/** The server makes no folder but its data directory, and those on the way to it. */
function missingFolders({ dataDirectory, store, audit }: Configuration): readonly TrustProblem[] {
  const places = [
    { part: "store", folder: dirname(store.file) },
    ...(audit.kind === "file" ? [{ part: "audit trail", folder: dirname(audit.file) } as const] : []),
  ] as const;
  const made = realPath(dataDirectory) + sep;
  return places
    .filter(({ folder }) => lookAt(folder) === undefined && !made.startsWith(realPath(folder) + sep))
    .map(({ part, folder }) => ({
      part,
      message: `${folder}, the folder of the ${part}, does not exist`,
      remedy: `Run: mkdir -p -m 700 ${inShell(folder)}`,
    }));
}

/** A path without links, as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}

/** A path as a shell takes it. */
function inShell(path: string): string {
  return /^[\w/.@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/**
 * Finds a setting that names a file which something else is written into or read from: one would destroy the other.
 * What is only read may be one file, such as a PEM file with a certificate and the authorities of a vCenter.
 */
export function findSharedFiles(
  configuration: Configuration,
  environment: Environment,
): readonly ConfigurationFault[] {
  const { GATEHOUSE_ADMIN_PASSWORD_FILE: passwordFile } = environment;
  const password = given("settings", 0, "GATEHOUSE_ADMIN_PASSWORD_FILE");
  const uses = [
    ...rulesOf(configuration),
    ...(passwordFile === undefined ? [] : [[resolve(passwordFile), password] as const]),
  ].map(([path, rule]) => ({ path, place: join(realPath(dirname(path)), basename(path)), ...rule }));
  const isShared = ({ place, part, isWritten }: (typeof uses)[number]): boolean =>
    uses.some(
      (other) =>
        other.part !== part &&
        (isWritten || other.isWritten) &&
        (other.place === place || (other.part === "audit trail" && isPartOfTrail(place, other.place))),
    );
  return uses
    .flatMap((use) => {
      const { path, setting: name } = use;
      if (name === undefined || environment[name] === undefined || !isShared(use)) return [];
      return [{ name, message: `Something else of this server is kept in ${path}. Name another file.` }];
    })
    .slice(0, 1);
}

/** The user whose files these must be: that of the process, or for root the owner of the data directory. */
export function ownerOf(dataDirectory: string): number | undefined {
  const user = process.geteuid?.();
  return user === 0 ? (statSync(dataDirectory, { throwIfNoEntry: false })?.uid ?? user) : user;
}

function rulesOf(configuration: Configuration): readonly (readonly [path: string, rule: Rule])[] {
  const { dataDirectory, store, audit, tls, vsphere } = configuration;
  const inDirectory = (names: readonly string[], part: TrustedPart) =>
    names.map((name) => [join(dataDirectory, name), own(part)] as const);
  const storeFiles = ["", "-wal", "-shm", ".marker", ".seal"].map(
    (suffix) => [store.file + suffix, own("store", "GATEHOUSE_STORE_URL")] as const,
  );
  const trail = (audit.kind === "file" ? trailOf(audit.file) : []).map(
    (file) => [file, own("audit trail", "GATEHOUSE_AUDIT")] as const,
  );
  return [
    [dataDirectory, directory("data directory", 0o077)],
    ...(dirname(store.file) === dataDirectory
      ? []
      : [[dirname(store.file), directory("store", 0o022)] as const]),
    ...inDirectory(["gatehouse.lock", "gatehouse.pid"], "data directory"),
    ...inDirectory(["accounts.json", "accounts.json.imported"], "accounts"),
    ...trail,
    ...storeFiles,
    ...(tls.kind === "selfSigned" ? inDirectory(["tls-key.pem", "tls-cert.pem"], "certificate") : []),
    ...(tls.kind === "files"
      ? [
          [tls.keyFile, given("certificate", 0o027, "GATEHOUSE_TLS_KEY_FILE")] as const,
          [tls.certificateFile, given("certificate", 0o022, "GATEHOUSE_TLS_CERT_FILE")] as const,
        ]
      : []),
    ...(vsphere.kind === "on"
      ? [[vsphere.rolesFile, given("settings", 0o022, "GATEHOUSE_VSPHERE_ROLES")] as const]
      : []),
    ...(vsphere.kind === "on" && vsphere.certificateAuthorityFile !== undefined
      ? [[vsphere.certificateAuthorityFile, given("settings", 0o022, "GATEHOUSE_VSPHERE_CA_FILE")] as const]
      : []),
  ];
}

function directory(part: TrustedPart, closed: number): Rule {
  return { part, closed, mayBeLink: true, isWritten: true, is: "directory", setting: undefined };
}

/** Rotated files, the note of the end, and rejections beyond their share of the trail. */
const PART_OF_TRAIL = /^(?:\.head|\.rejections|(?:\.rejections)?\.[1-9]\d*)$/;

/** The current file and the rotated ones. */
function trailOf(file: string): readonly string[] {
  const entries = entriesOf(dirname(file)).map((entry) => join(dirname(file), entry));
  return [file, ...entries.filter((entry) => isPartOfTrail(entry, file))];
}

function isPartOfTrail(path: string, file: string): boolean {
  return path.startsWith(file) && PART_OF_TRAIL.test(path.slice(file.length));
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function problemOf(path: string, rule: Rule, user: number): TrustProblem | undefined {
  const looked = lookAt(path);
  if (looked === undefined) return undefined;
  const problem = (message: string, remedy: string) => ({ part: rule.part, message, remedy });
  if ("reason" in looked) {
    return problem(
      `${path} cannot be examined (${looked.reason})`,
      "Check the owner and mode of its directory.",
    );
  }
  const { link, stats } = looked;
  if (link && !rule.mayBeLink) {
    return problem(
      `${path} is a symbolic link`,
      "Put the file itself there, or name its real path in the settings.",
    );
  }
  if (stats === undefined)
    return problem(`${path} is a symbolic link that leads nowhere`, `Run: rm ${inShell(path)}`);
  if (!(rule.is === "file" ? stats.isFile() : stats.isDirectory())) {
    return problem(`${path} is ${kindOf(stats)} and no ${rule.is}`, "Move it away.");
  }
  return ownershipProblemOf(path, stats, { rule, user });
}

function ownershipProblemOf(
  path: string,
  { uid, mode }: Stats,
  { rule, user }: { readonly rule: Rule; readonly user: number },
): TrustProblem | undefined {
  const { part, closed } = rule;
  if (uid !== user && (rule.isWritten || uid !== 0)) {
    return {
      part,
      message: `${path} belongs to user ${uid}, and the server runs as user ${user}`,
      remedy: `Run: chown ${user} ${inShell(path)}`,
    };
  }
  const open = mode & closed;
  if (open === 0) return undefined;
  const shown = (mode & 0o777).toString(8);
  const can = (open & 0o022) === 0 ? (rule.is === "file" ? "open" : "look into") : "change";
  const wanted = (mode & 0o777 & ~closed).toString(8);
  return {
    part,
    message: `others on this machine may ${can} ${path} (mode ${shown})`,
    remedy: `Run: chmod ${wanted} ${inShell(path)}`,
  };
}

type Look =
  | undefined
  | { readonly reason: string }
  | { readonly link: boolean; readonly stats: Stats | undefined };

/** Opens nothing: a pipe would make that wait for ever. */
function lookAt(path: string): Look {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) return { link: false, stats };
    return { link: true, stats: statSync(path, { throwIfNoEntry: false }) };
  } catch (error) {
    return { reason: error instanceof Error && "code" in error ? String(error.code) : "unknown" };
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return stats.isFile() ? "a file" : "a device";
}
