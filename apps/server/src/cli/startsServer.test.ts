import { expect, test } from "vitest";
import { startsServer } from "./startsServer.ts";

test.each(["", "serve", "--json serve", "--data-dir /srv/x --settings=y serve", "serve --settings y"])(
  "OPS-08 the command line %j starts the server",
  (line) => {
    expect(startsServer(line.split(" ").filter((word) => word !== ""))).toBe(true);
  },
);

test.each(["accounts add serve", "--data-dir serve doctor", "--help", "--settings serve"])(
  "OPS-08 the command line %j does not start the server",
  (line) => {
    expect(startsServer(line.split(" "))).toBe(false);
  },
);
