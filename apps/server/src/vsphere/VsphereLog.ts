/** Where the vSphere sign-in reports what an operator should know; a pino logger is one. */
export interface VsphereLog {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
