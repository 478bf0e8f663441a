import type { AuthType } from "@gatehouse/api-types";

const authTypes: Record<AuthType, true> = { local: true, vsphere: true };

/** The authentication type in the wire form. @throws {TypeError} for one that the contract does not know */
export function toAuthType(text: string): AuthType {
  if (Object.hasOwn(authTypes, text)) return text as AuthType;
  throw new TypeError(
    `The session store holds the auth type ${JSON.stringify(text)}, which the contract does not know.`,
  );
}
