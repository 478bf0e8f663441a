/** What is held against a server, and in words. */
export const CHECKS = {
  "server-error": "The server failed",
  "response-differs": "The answer is not what the document says",
  "invalid-accepted": "The server accepted a request that the document forbids",
  "valid-refused": "The server refused a request that the document allows",
  "credentials-bypassed": "The server let a request in without the documented credentials",
  "credentials-refused": "The server refused valid credentials",
  "method-accepted": "The server answers to a method that the document does not have",
  "allow-header": "The header Allow does not say what the document says",
  "link-broken": "A link of the document leads nowhere",
  "no-answer": "The server did not answer with HTTP",
} as const;

/** The name of a check. */
export type CheckName = keyof typeof CHECKS;
