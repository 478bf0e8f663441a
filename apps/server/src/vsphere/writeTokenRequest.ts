import type { NamedPassword } from "./encodeBasicCredentials.ts";
import { VcenterFaultError } from "./VcenterFaultError.ts";

const TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity";

/** The `SOAPAction` of the request. */
export const ISSUE_ACTION = `"${TRUST}/RST/Issue"`;

/** The token is read and dropped, so it may end as soon as it likes. */
const LIFETIME_MS = 60_000;

/** Characters that XML 1.0 cannot hold, not even escaped. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Writes a WS-Trust 1.3 request for a bearer token, with the user's own name and password (WS-Security UsernameToken).
 *
 * @throws {VcenterFaultError} when XML cannot hold the name or the password.
 */
export function writeTokenRequest({ username, password }: NamedPassword, nowMs: number): string {
  const period =
    `<u:Created>${new Date(nowMs).toISOString()}</u:Created>` +
    `<u:Expires>${new Date(nowMs + LIFETIME_MS).toISOString()}</u:Expires>`;
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"' +
    ` xmlns:u="${SECURITY}-utility-1.0.xsd">` +
    `<s:Header><o:Security xmlns:o="${SECURITY}-secext-1.0.xsd"><u:Timestamp>${period}</u:Timestamp>` +
    `<o:UsernameToken><o:Username>${escapeXml(username)}</o:Username>` +
    `<o:Password>${escapeXml(password)}</o:Password></o:UsernameToken></o:Security></s:Header>` +
    `<s:Body><RequestSecurityToken xmlns="${TRUST}">` +
    "<TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType>" +
    `<RequestType>${TRUST}/Issue</RequestType><Lifetime>${period}</Lifetime>` +
    '<Renewing Allow="false" OK="false"/><Delegatable>false</Delegatable>' +
    `<KeyType>${TRUST}/Bearer</KeyType>` +
    "<SignatureAlgorithm>http://www.w3.org/2001/04/xmldsig-more#rsa-sha256</SignatureAlgorithm>" +
    "</RequestSecurityToken></s:Body></s:Envelope>"
  );
}

function escapeXml(text: string): string {
  if (NOT_IN_XML.test(text)) {
    const message =
      "The groups cannot be asked for: name or password hold a character that XML does not have.";
    throw new VcenterFaultError(message, { kind: "content", isOutage: false });
  }
  // Bare line ends would all arrive as line feeds (XML 1.0 section 2.11; XML 1.1 counts two more).
  return text.replace(/[&<>"'\r\u0085\u2028]/g, (character) => `&#${character.charCodeAt(0)};`);
}
