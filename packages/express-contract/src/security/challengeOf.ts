import type { SecurityScheme } from "@gatehouse/contract";

/**
 * The challenge that a scheme asks with when its handler gives none (RFC 9110, 11.6.1). API keys and
 * mutual TLS have no registered scheme; theirs tells a reader where the credential goes.
 */
export function challengeOf(scheme: SecurityScheme): string | undefined {
  switch (scheme.type) {
    case "apiKey":
      return scheme.in === "header"
        ? `ApiKey header="${scheme.parameterName}"`
        : `ApiKey ${scheme.in}="${scheme.parameterName}"`;
    case "http":
      return scheme.scheme === "basic"
        ? 'Basic realm="api", charset="UTF-8"'
        : `${(scheme.scheme ?? "bearer").replace(/^./, (first) => first.toUpperCase())} realm="api"`;
    case "oauth2":
    case "openIdConnect":
      return 'Bearer realm="api"';
    case "mutualTLS":
      return undefined;
  }
}
