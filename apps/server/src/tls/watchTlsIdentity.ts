import { readFile, stat } from "node:fs/promises";
import type { Clock } from "@gatehouse/sessions";
import {
  checkTlsIdentity,
  parseTlsIdentity,
  type TlsIdentity,
  TlsIdentityError,
  type TlsIdentityFiles,
} from "./TlsIdentity.ts";

/** Options of `watchTlsIdentity`. */
interface TlsWatchOptions {
  readonly files: TlsIdentityFiles;
  /** The identity in use. */
  readonly current: TlsIdentity;
  readonly clock: Clock;
  /** How often the files are checked; a change is accepted after two equal checks. @default 1000 */
  readonly intervalMilliseconds?: number;
  /** Called with a new identity that passed every check. */
  readonly onChange: (identity: TlsIdentity) => void;
  /** Called once for each state of the files that cannot be used; the identity in use stays. */
  readonly onReject: (error: TlsIdentityError) => void;
}

/** A watch over the files of a TLS identity. */
export interface TlsWatch {
  stop(): void;
}

interface State {
  current: TlsIdentity;
  /** The files as the last look saw them. */
  seen: string;
  /** The files as they were when last checked. */
  checked: string;
}

/**
 * Watches certificate files and passes on each new pair that is complete, matches and is valid (NET-20).
 *
 * The files are asked for their state in intervals: notifications of the file system get lost when a file is replaced
 * by rename, when a folder of links is switched as Kubernetes does it, and on network file systems. A pair is read only
 * after two looks in a row that agree, so that a pair whose second half is still to come is not checked in between.
 */
export function watchTlsIdentity(options: TlsWatchOptions): TlsWatch {
  // Nothing counts as checked at the start: the files may have changed since `current` was read.
  const state: State = { current: options.current, seen: "", checked: "" };
  const interval = options.intervalMilliseconds ?? 1000;
  let stopped = false;
  let timer: NodeJS.Timeout;
  const lookAndGoOn = async (): Promise<void> => {
    await look(state, options);
    if (!stopped) again();
  };
  const again = (): void => {
    timer = setTimeout(() => void lookAndGoOn(), interval).unref();
  };
  again();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function look(state: State, options: TlsWatchOptions): Promise<void> {
  const now = await fingerprintOf(options.files);
  const settled = now === state.seen;
  state.seen = now;
  if (!settled || now === state.checked) return;
  const read = await readIdentity(options).catch((error: unknown) => ({ error }));
  // Written to while it was read: the next looks decide.
  if ((await fingerprintOf(options.files)) !== now) return;
  state.checked = now;
  try {
    if ("error" in read) throw read.error;
    if (read.certificate === state.current.certificate && read.key === state.current.key) return;
    state.current = read;
    options.onChange(read);
  } catch (error) {
    options.onReject(error instanceof TlsIdentityError ? error : unexpected(error));
  }
}

function unexpected(cause: unknown): TlsIdentityError {
  return new TlsIdentityError("The new certificate could not be put to use.", { cause });
}

async function readIdentity({ files, clock }: TlsWatchOptions): Promise<TlsIdentity> {
  const [certificate, key] = await Promise.all([readText(files.certificateFile), readText(files.keyFile)]);
  const identity = parseTlsIdentity({ certificate, key }, files);
  checkTlsIdentity(identity, { files, nowMs: clock.nowMs() });
  return identity;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new TlsIdentityError(`${file} cannot be read.`, { cause });
  }
}

/** A value that changes with every write or replacement of a file; the change time cannot be set by hand. */
async function fingerprintOf({ certificateFile, keyFile }: TlsIdentityFiles): Promise<string> {
  const parts = await Promise.all([certificateFile, keyFile].map(stateOf));
  return parts.join("|");
}

async function stateOf(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(":");
  } catch {
    return "absent";
  }
}
