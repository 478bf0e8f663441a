import { DOMParser, type Document, type Element, onWarningStopParsing } from "@xmldom/xmldom";
import type { VcenterResponse } from "./connectToVcenter.ts";
import { statusFault } from "./statusFault.ts";
import { VcenterFaultError } from "./VcenterFaultError.ts";

const SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
/** The attribute in which vCenter lists groups, as `domain\name`. */
const GROUPS = "http://rsa.com/schemas/attr-names/2009/01/GroupIdentity";

/**
 * Takes the groups from an answer of the token service.
 *
 * The signature is not checked: the token comes from its issuer over a connection whose certificate was, and goes
 * nowhere.
 *
 * @throws {VcenterFaultError} when the answer holds no token.
 */
export function readSamlGroups(call: string, { status, text }: VcenterResponse): readonly string[] {
  if (status === 404) {
    const message = `vCenter answered ${call} with status 404. Check ssoDomain in the roles file.`;
    throw new VcenterFaultError(message, { kind: "status", status, isOutage: true });
  }
  if (status !== 200) throw faultOf(call, { status, text });
  const document = parse(text);
  const [assertion, another] = document === undefined ? [] : elements(document, "Assertion");
  if (assertion === undefined || another !== undefined) {
    const message = `vCenter answered ${call} with something that is no security token.`;
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
  const message = `vCenter answered ${call} with the fault ${name}.`;
  return new VcenterFaultError(message, { kind: "status", status, isOutage: false });
}
