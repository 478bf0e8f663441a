/** No live session with this public id is there for the caller: ended, unknown and another user's are the same. */
export class SessionNotFoundError extends Error {
  readonly code = "SESSION_NOT_FOUND";
  readonly id: string;

  constructor(id: string) {
    super("There is no such session.");
    this.name = "SessionNotFoundError";
    this.id = id;
  }
}
