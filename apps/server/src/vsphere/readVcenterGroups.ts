import type { Clock } from "@gatehouse/sessions";
import { DOMParser, type Document, type Element, onWarningStopParsing } from "@xmldom/xmldom";
import type { NamedPassword, VcenterConnection, VcenterResponse } from "./connectToVcenter.ts";
import { statusFault, VcenterFaultError } from "./VcenterFaultError.ts";

/** The values of the request for groups. */
interface GroupsQuestion {
  readonly credentials: NamedPassword;
  /** The single sign-on domain of the vCenter. */
  readonly ssoDomain: string;
  readonly wallClock: Clock;
  readonly signal: AbortSignal;
}

const SAML = "urn:oasis:names:tc:SAML:2.0:assertion";

/** The attribute in which vCenter lists groups, as `domain\name`. */
const GROUPS = "http://rsa.com/schemas/attr-names/2009/01/GroupIdentity";

const TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity";

/** The `SOAPAction` of the request. */
const ISSUE_ACTION = `"${TRUST}/RST/Issue"`;

/** The token is read and dropped, so it may end as soon as it likes. */
const LIFETIME_MS = 60_000;

/** Characters that XML 1.0 cannot hold, not even escaped. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Asks the security token service of vCenter for a token and takes the groups from it, nested ones included.
 *
 * No REST call of vCenter returns a user's groups to the user. The token holds them, and needs no privilege. See
 * docs/adr/0010-vsphere-sign-in.md.
 *
 * @throws {VcenterFaultError} when there is no token.
 */
export async function readVcenterGroups(
  connection: VcenterConnection,
  { credentials, ssoDomain, wallClock, signal }: GroupsQuestion,
): Promise<readonly string[]> {
  const path = `/sts/STSService/${encodeURIComponent(ssoDomain)}`;
  const response = await connection.send({
    method: "POST",
    path,
    headers: { "content-type": "text/xml; charset=utf-8", soapaction: ISSUE_ACTION },
    body: writeTokenRequest(credentials, wallClock.nowMs()),
    signal,
  });
  return readSamlGroups(`POST ${path}`, response);
}

/**
 * Takes the groups from a response of the token service.
 *
 * The signature is not checked: the token comes directly from its issuer over a connection whose certificate was
 * checked, and is not passed on.
 *
 * @throws {VcenterFaultError} when the response holds no token.
 */
export function readSamlGroups(call: string, { status, text }: VcenterResponse): readonly string[] {
  if (status === 404) {
    const message = `vCenter responded to ${call} with status 404. Check ssoDomain in the roles file.`;
    throw new VcenterFaultError(message, { kind: "status", status, isOutage: true });
  }
  if (status !== 200) throw faultOf(call, { status, text });
  const document = parse(text);
  const [assertion, another] = document === undefined ? [] : elements(document, "Assertion");
  if (assertion === undefined || another !== undefined) {
    const message = `vCenter responded to ${call} with something that is no security token.`;
    throw new VcenterFaultError(message, { kind: "content" });
  }
  return elements(assertion, "Attribute")
    .filter((attribute) => attribute.getAttribute("Name") === GROUPS)
    .flatMap((attribute) => elements(attribute, "AttributeValue").map((value) => value.textContent ?? ""));
}

function parse(text: string): Document | undefined {
  if (text.includes("<!DOCTYPE")) return undefined;
  try {
    return new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, "text/xml");
  } catch {
    return undefined;
  }
}

function elements(parent: Document | Element, name: string): readonly Element[] {
  return [...parent.getElementsByTagNameNS(SAML, name)];
}

/**
 * A SOAP fault speaks of this one request, and so is no outage. Its name is a fixed word of the service; its text may
 * name the user and is left out.
 */
function faultOf(
  call: string,
  { status, text }: Pick<VcenterResponse, "status" | "text">,
): VcenterFaultError {
  const name = parse(text)?.getElementsByTagName("faultcode").item(0)?.textContent ?? "";
  if (!/^[\w:.-]{1,64}$/.test(name)) return statusFault(call, status);
  const message = `vCenter responded to ${call} with the fault ${name}.`;
  return new VcenterFaultError(message, { kind: "status", status, isOutage: false });
}

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
