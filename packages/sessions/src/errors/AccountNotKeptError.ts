/**
 * The change of an account could not be kept. Its sessions are accepted no more by this process, and the account opens
 * no new ones, until the change succeeds or the process ends (FAIL-28).
 */
export class AccountNotKeptError extends Error {
  readonly code = "ACCOUNT_NOT_KEPT";
  readonly accountId: string;

  constructor(accountId: string, options: { readonly cause: unknown }) {
    super(
      "The account was not changed: the store takes no write. Its sessions ended all the same, and it opens no new ones until the change succeeds or the server restarts. Make room on the disk and run the command again.",
      options,
    );
    this.name = "AccountNotKeptError";
    this.accountId = accountId;
  }
}
