import type { ShellText } from "../requests/curlLine.ts";

/** The variable of a shell that holds a secret of this name. */
export function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}

type Header = readonly [name: string, value: string];

const SECRET_NAME = /auth|cookie|key|password|secret|session|token/i;

/** Replaces header values that are probably secret by a marker, in every text that people read. */
export function maskHeaders(headers: readonly Header[]): {
  readonly headers: readonly Header[];
  readonly secrets: readonly ShellText[];
} {
  const secrets: ShellText[] = [];
  const masked = headers.map(([name, value]): Header => {
    if (!isSecretName(name)) return [name, value];
    const variable = variableName(name);
    const text = `__HEADER_${variable}__`;
    secrets.push({ text, shell: `\${${variable}}` });
    return [name, text];
  });
  return { headers: masked, secrets };
}

/** Whether a header of this name probably carries a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
