/** There is no account of this name. */
export class AccountNotFoundError extends Error {
  readonly code = "ACCOUNT_NOT_FOUND";
  readonly username: string;

  constructor(username: string) {
    super(`There is no account named ${username}. List the accounts to see the names.`);
    this.name = "AccountNotFoundError";
    this.username = username;
  }
}
