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
  const document = status === 200 || status === 500 ? parse(call, text) : undefined;
  if (document === undefined || status === 500) throw faultOf(call, status, document);
  const assertions = elements(document, "Assertion");
  if (assertions.length !== 1) throw noToken(call);
  return elements(document, "Attribute")
    .filter((attribute) => attribute.getAttribute("Name") === GROUPS)
    .flatMap((attribute) => elements(attribute, "AttributeValue").map((value) => value.textContent ?? ""));
}

function parse(call: string, text: string): Document {
  if (text.includes("<!DOCTYPE")) throw noToken(call);
  try {
    return new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, "text/xml");
  } catch {
    throw noToken(call);
  }
}

function elements(parent: Document | Element, name: string): readonly Element[] {
  return [...parent.getElementsByTagNameNS(SAML, name)];
}

/** The name of a SOAP fault is a fixed word of the service; its text may name the user and is left out. */
function faultOf(call: string, status: number, document: Document | undefined): VcenterFaultError {
  const code = document?.getElementsByTagName("faultcode").item(0)?.textContent ?? "";
  if (!/^[\w:.-]{1,64}$/.test(code)) return statusFault(call, status);
  return new VcenterFaultError(`vCenter answered ${call} with the fault ${code}.`, {
    kind: "status",
    status,
  });
}

function noToken(call: string): VcenterFaultError {
  return new VcenterFaultError(`vCenter answered ${call} with something that is no security token.`, {
    kind: "content",
  });
}
