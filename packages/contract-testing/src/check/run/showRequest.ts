import type { CheckRequest } from "../CheckReport.ts";
import { buildRequest, type RequestFrame } from "../requests/buildRequest.ts";
import { curlLine, type ShellText } from "../requests/curlLine.ts";
import type { Draft } from "../requests/Draft.ts";
import { maskHeaders, variableName } from "./maskHeaders.ts";

/** Where the command line sends a request to. */
interface ShownTarget {
  readonly origin: string;
  readonly insecure: boolean;
}

/** A request as reports show it. */
export interface ShownRequest {
  /** As it was sent, with names of variables in place of credentials. */
  readonly shown: CheckRequest;
  /** A command that sends it with the credentials of the person who runs it. */
  readonly curl: string;
}

/** Writes a request without secrets, and as a command. */
export function showRequest(
  { origin, insecure }: ShownTarget,
  frame: RequestFrame,
  draft: Draft,
): ShownRequest {
  const masked = maskHeaders(frame.headers);
  const secrets: ShellText[] = [...masked.secrets];
  const marked = buildRequest({ ...frame, headers: masked.headers }, draft, ({ scheme, text }) => {
    if (text.kind === "made up") return text.value;
    const variable = variableName(scheme.name);
    const shell = text.kind === "valid" ? `\${${variable}}` : text.alterShell(variable);
    const marker = `__${variable}_${secrets.length}__`;
    secrets.push({ text: marker, shell });
    return marker;
  });
  return { shown: unmark(marked, secrets), curl: curlLine(marked, { origin, insecure }, secrets) };
}

function unmark(request: CheckRequest, secrets: readonly ShellText[]): CheckRequest {
  const clear = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret.text, secret.shell), text);
  const headers = request.headers.map(([name, value]) => [name, clear(value)] as const);
  return { ...request, target: clear(request.target), headers };
}
