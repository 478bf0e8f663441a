/** The variable of a shell that holds a secret of this name. */
export function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}
