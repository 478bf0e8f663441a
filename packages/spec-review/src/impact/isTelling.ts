/** Whether a name is no word of any language, so that it says by itself what it means. */
export function isTelling(name: string): boolean {
  return /[a-z][A-Z]|[A-Za-z\d][_-][A-Za-z\d]/.test(name);
}
