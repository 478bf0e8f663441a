import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { AccountNotFoundError } from "../accounts/accountErrors.ts";
import { ControlRejectedError } from "../control/askServer.ts";
import { describeFailure } from "./describeFailure.ts";

test("a rejection by the server and the same local error have the same description", () => {
  const here = new AccountNotFoundError("ada");
  const there = new ControlRejectedError({ code: here.code, message: here.message });
  expect(describeFailure(there)).toEqual(describeFailure(here));
  expect(describeFailure(here)).toMatchObject({ code: "ACCOUNT_NOT_FOUND", exitCode: 1 });
});

test("misplaced words of a command line are not printed", () => {
  const cases = [
    "error: unknown option '--pin=canary'",
    "error: too many arguments. Expected 1 but got 2: ada, canary.",
  ];
  for (const message of cases) {
    const failure = describeFailure(new CommanderError(1, "commander.x", message));
    expect(failure).toMatchObject({ code: "USAGE", exitCode: 2 });
    expect(failure.message).not.toContain("canary");
  }
});

test.each([
  { code: "EADDRINUSE", says: "Another program listens on port 9443 of 127.0.0.1" },
  { code: "EACCES", says: "may not listen on port 9443" },
  { code: "EADDRNOTAVAIL", says: "has no address 127.0.0.1" },
])("an unavailable port is reported with its remedy ($code)", ({ code, says }) => {
  const error = Object.assign(new Error(code), { code, syscall: "listen", address: "127.0.0.1", port: 9443 });
  expect(describeFailure(error)).toEqual({ code, message: expect.stringContaining(says), exitCode: 2 });
});

test("a data directory that cannot be created is reported with its remedy", () => {
  const error = Object.assign(new Error("EACCES: permission denied"), {
    code: "EACCES",
    syscall: "mkdir",
    path: "/srv/x",
  });
  const message =
    "/srv/x, the data directory or a folder on the way to it, cannot be made (EACCES). Make the data directory for the user who runs this, mode 700, or choose another with GATEHOUSE_DATA_DIR.";
  expect(describeFailure(error)).toEqual({ code: "EACCES", message, exitCode: 2 });
});

test.each([
  {
    fields: { code: "EROFS", syscall: "open", path: "/srv/x/gatehouse.pid" },
    says: "/srv/x/gatehouse.pid cannot be read or written (EROFS). Check its owner",
  },
  {
    fields: { code: "ENOTFOUND", syscall: "getaddrinfo" },
    says: "Check GATEHOUSE_HOST and GATEHOUSE_MANAGEMENT_HOST",
  },
])("OPS-03 the system error $fields is reported with its remedy", ({ fields, says }) => {
  const error = Object.assign(new Error(fields.code), fields);
  expect(describeFailure(error)).toEqual({
    code: fields.code,
    message: expect.stringContaining(says),
    exitCode: 2,
  });
});

test.each([
  { code: "ENOENT", syscall: "open", path: "/srv/x/gatehouse.pid" },
  { code: "EISDIR", syscall: "open", path: "/srv/x/gatehouse.pid" },
  { code: "EACCES", syscall: "spawn /usr/bin/node", path: "/usr/bin/node" },
])(
  "the system error $code of $syscall has no remedy, because owner, mode and disk are not its cause",
  (fields) => {
    const message = `${fields.code}: what the system says, ${fields.syscall}`;
    const failure = describeFailure(Object.assign(new Error(message), fields));
    expect(failure).toEqual({ code: fields.code, message, exitCode: 2 });
  },
);

test("the error code of the system is added to a text without it", () => {
  const cause = Object.assign(new Error("x"), { code: "ENOSPC" });
  const error = Object.assign(new Error("It cannot be written.", { cause }), { code: "OURS" });
  expect(describeFailure(error).message).toBe("It cannot be written. (ENOSPC)");
});

test("an error of SQLite is reported with its remedy", () => {
  const error = Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR" });
  expect(describeFailure(error)).toMatchObject({
    message: expect.stringContaining("disk I/O error. Check its free space"),
    exitCode: 2,
  });
});

test("an unexpected error is shown with its stack, so that it can be reported", () => {
  const failure = describeFailure(new TypeError("x is not a function"));
  expect(failure).toMatchObject({ code: "INTERNAL_ERROR", exitCode: 2 });
  expect(failure.message).toContain("describeFailure.test.ts");
});
