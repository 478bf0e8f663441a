import { expect, test } from "vitest";
import { type Contract, loadContract } from "../src/index.ts";

interface Paths {
  readonly [path: string]: readonly string[];
}

function contractOf(paths: Paths, servers?: readonly object[]): Promise<Contract> {
  const items = Object.entries(paths).map(([path, methods]) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = names.map((name) => ({ name, in: "path", required: true, schema: {} }));
    const operations = methods.map((method) => [method, { responses: { default: { description: "d" } } }]);
    return [path, { parameters, ...Object.fromEntries(operations) }];
  });
  const document = { openapi: "3.1.0", info: { title: "t", version: "1" }, paths: Object.fromEntries(items) };
  return loadContract(servers === undefined ? document : { ...document, servers });
}

async function matched(paths: Paths, path: string, method = "GET") {
  const match = (await contractOf(paths)).match(method, path);
  if (match.kind !== "operation") return match.kind;
  return { path: match.operation.path, ...match.pathParameters };
}

const everywhere = {
  "/": ["get"],
  "/pets": ["get"],
  "/pets/": ["get"],
  "/pets/mine": ["get"],
  "/pets/{id}": ["get"],
  "/pets/{id}/toys": ["get"],
  "/pets/mine/food": ["get"],
  "/pets/{id}.json": ["get"],
  "/pets/v{major}-{minor}": ["get"],
  "/{kind}/mine/toys/{toy}": ["get"],
  "/Käse": ["get"],
  "/two/{a}{b}": ["get"],
  "/three/{x}2{y}": ["get"],
  "/zero/{x}0": ["get"],
  "/size/{w}d{h}": ["get"],
  "/list/{x}ä{y}": ["get"],
};

test.for([
  ["/", { path: "/" }],
  ["/pets", { path: "/pets" }],
  ["/pets/", { path: "/pets/" }],
  ["/pets/mine", { path: "/pets/mine" }],
  ["/pets/7", { path: "/pets/{id}", id: "7" }],
  ["/pets/7/", "pathNotFound"],
  ["/pets/mine/food", { path: "/pets/mine/food" }],
  ["/pets/mine/toys", { path: "/pets/{id}/toys", id: "mine" }],
  ["/pets/mine/toys/3", { path: "/{kind}/mine/toys/{toy}", kind: "pets", toy: "3" }],
  ["/pets/7.json", { path: "/pets/{id}.json", id: "7" }],
  ["/pets/.json", { path: "/pets/{id}", id: ".json" }],
  ["/pets/v1-2", { path: "/pets/v{major}-{minor}", major: "1", minor: "2" }],
  ["/pets/v1-2-3", { path: "/pets/v{major}-{minor}", major: "1", minor: "2-3" }],
  ["/pets/v-2", { path: "/pets/{id}", id: "v-2" }],
  ["/pets/a.json.json", { path: "/pets/{id}.json", id: "a.json" }],
  ["/pets/a%2Fb", { path: "/pets/{id}", id: "a/b" }],
  ["/pets/a%20b/toys", { path: "/pets/{id}/toys", id: "a b" }],
  ["/pets/v1%2D2-3", { path: "/pets/v{major}-{minor}", major: "1-2", minor: "3" }],
  ["/pets/v1%2D2", { path: "/pets/v{major}-{minor}", major: "1", minor: "2" }],
  ["/two/%C3%A9x", { path: "/two/{a}{b}", a: "é", b: "x" }],
  ["/two/%F0%9F%98%80%f0%9f%98%80", { path: "/two/{a}{b}", a: "😀", b: "😀" }],
  ["/two/%C3%A9", "pathNotFound"],
  ["/three/%E2%82%ACx2y", { path: "/three/{x}2{y}", x: "€x", y: "y" }],
  ["/three/%2Dx%32y2%20", { path: "/three/{x}2{y}", x: "-x2y", y: " " }],
  ["/three/x%20y", "pathNotFound"],
  ["/zero/b%20", "pathNotFound"],
  ["/zero/b%200", { path: "/zero/{x}0", x: "b " }],
  ["/size/10%2d5", "pathNotFound"],
  ["/size/10%645", { path: "/size/{w}d{h}", w: "10", h: "5" }],
  ["/list/1%2C2%C3%A4%2525", { path: "/list/{x}ä{y}", x: "1,2", y: "%25" }],
  ["/p%65ts", { path: "/pets" }],
  ["/pets%2Fmine", "pathNotFound"],
  ["/K%C3%A4se", { path: "/Käse" }],
  ["/Pets", "pathNotFound"],
  ["//pets", "pathNotFound"],
  ["/pets//toys", "pathNotFound"],
  ["/pets/%", "malformedPath"],
  ["/pets/%ff", "malformedPath"],
  ["/nothing/%zz", "malformedPath"],
  ["", "pathNotFound"],
  ["*", "pathNotFound"],
] as const)("the path %s means %o", async ([path, meaning]) => {
  expect(await matched(everywhere, path)).toEqual(meaning);
});

test("a value beside encoded text keeps its spelling, so that its own delimiters can be recognised", async () => {
  const match = (await contractOf(everywhere)).match("GET", "/list/1%2C2,3%C3%A4%C3%A9");
  expect(match).toMatchObject({ rawPathParameters: { x: "1%2C2,3", y: "%C3%A9" } });
});

test("HEAD matches the GET operation where it has no operation of its own", async () => {
  const contract = await contractOf({ "/a": ["get"], "/b": ["get", "head"], "/c": ["post"] });
  expect(contract.match("HEAD", "/a")).toMatchObject({ kind: "operation", operation: { method: "get" } });
  expect(contract.match("HEAD", "/b")).toMatchObject({ kind: "operation", operation: { method: "head" } });
  expect(contract.match("HEAD", "/c")).toEqual({ kind: "methodNotAllowed", allow: ["POST", "OPTIONS"] });
});

test("a method that the path does not have is reported with those it has", async () => {
  const contract = await contractOf({ "/a": ["get", "delete"], "/b": ["options"] });
  const allow = ["GET", "HEAD", "DELETE", "OPTIONS"];
  expect(contract.match("PUT", "/a")).toEqual({ kind: "methodNotAllowed", allow });
  expect(contract.match("OPTIONS", "/a")).toEqual({ kind: "methodNotAllowed", allow });
  expect(contract.match("PROPFIND", "/a")).toEqual({ kind: "methodNotAllowed", allow });
  expect(contract.match("OPTIONS", "/b")).toMatchObject({
    kind: "operation",
    operation: { method: "options" },
  });
});

test("the fixed path matches even where only the templated one has the method", async () => {
  expect(await matched({ "/a/b": ["get"], "/a/{x}": ["delete"] }, "/a/b", "DELETE")).toBe("methodNotAllowed");
});

test.for([
  [undefined, [""]],
  [[{ url: "/" }], [""]],
  [[{ url: "https://a.example/api/v1/" }], ["/api/v1"]],
  [
    [
      {
        url: "https://{h}:{p}/{v}",
        variables: { h: { default: "a" }, p: { default: "9443" }, v: { default: "v2" } },
      },
    ],
    ["/v2"],
  ],
  [
    [{ url: "/x" }, { url: "https://b.example/x" }, { url: "y/" }],
    ["/x", "/y"],
  ],
] as const)("the servers %o have the base paths %o", async ([servers, basePaths]) => {
  expect((await contractOf({}, servers)).basePaths).toEqual(basePaths);
});

test("paths are matched under each base path and nowhere else", async () => {
  const contract = await contractOf({ "/a": ["get"] }, [{ url: "/x" }, { url: "/y/z" }]);
  expect(contract.match("GET", "/x/a").kind).toBe("operation");
  expect(contract.match("GET", "/y/z/a").kind).toBe("operation");
  expect(contract.match("GET", "/a").kind).toBe("pathNotFound");
});

test("a path item's own servers replace those of the document", async () => {
  const contract = await loadContract({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    servers: [{ url: "/x" }],
    paths: { "/a": { servers: [{ url: "/own" }], get: { responses: { default: { description: "d" } } } } },
  });
  expect(contract.match("GET", "/own/a").kind).toBe("operation");
  expect(contract.match("GET", "/x/a").kind).toBe("pathNotFound");
});
