/** One thing that is wrong in a roles file. */
export interface VsphereRolesFault {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** JSON pointer (RFC 6901) to the place; empty for the whole file. */
  readonly pointer: string;
  /** What is wrong, and what to do. */
  readonly message: string;
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
