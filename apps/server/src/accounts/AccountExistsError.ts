/** There is an account of this name already. */
export class AccountExistsError extends Error {
  readonly code = "ACCOUNT_EXISTS";
  readonly username: string;

  constructor(username: string) {
    super(`There is an account named ${username} already. Choose another name, or change that account.`);
    this.name = "AccountExistsError";
    this.username = username;
  }
}
