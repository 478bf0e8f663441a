import type { DatabaseSync } from "node:sqlite";

/** The switch "no new sign-ins" in the file. */
export interface SignInFlag {
  read(): boolean;
  write(closed: boolean): void;
}

/** The statements, prepared once. */
export function createSignInFlag(database: DatabaseSync): SignInFlag {
  const read = database.prepare("SELECT sign_ins_closed AS closed FROM state");
  const write = database.prepare("UPDATE state SET sign_ins_closed = ?");
  return {
    read: () => read.get()?.closed === 1,
    write: (closed) => void write.run(closed ? 1 : 0),
  };
}
