/** Writes a response of the token service of a vCenter, without the signature. */
export function writeSecurityToken(username: string, groups: readonly string[]): string {
  const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const values = groups.map((group) => `<a:AttributeValue>${escapeXml(group)}</a:AttributeValue>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
<t:RequestSecurityTokenResponseCollection xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512">
<t:RequestSecurityTokenResponse><t:RequestedSecurityToken>
<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0">
<a:Subject><a:NameID Format="http://schemas.xmlsoap.org/claims/UPN">${escapeXml(username)}</a:NameID></a:Subject>
<a:AttributeStatement>
<a:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname">
<a:AttributeValue>elsewhere.example\\Surname</a:AttributeValue></a:Attribute>
<a:Attribute FriendlyName="Groups" Name="http://rsa.com/schemas/attr-names/2009/01/GroupIdentity">${values}</a:Attribute>
</a:AttributeStatement></a:Assertion>
</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>
</t:RequestSecurityTokenResponseCollection></S:Body></S:Envelope>`;
}
