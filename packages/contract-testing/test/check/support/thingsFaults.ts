import type { DifferenceKind } from "@gatehouse/contract";
import type { ExpectedFinding, PlantedFaults } from "./ExpectedFinding.ts";

const differs = (kind: DifferenceKind, at: string, operationId = "readThing"): ExpectedFinding => ({
  check: "response-differs",
  operationId,
  kind,
  at,
});
const accepts = (operationId: string, at: string, keyword: string): ExpectedFinding => ({
  check: "invalid-accepted",
  operationId,
  at,
  keyword,
});
const bypassed = (says: string, operationId = "createThing"): ExpectedFinding => ({
  check: "credentials-bypassed",
  operationId,
  says,
});

/** Faults in responses. */
const responses: readonly (readonly [fault: string, finding: ExpectedFinding])[] = [
  ["a documented status is not kept", differs("undocumented-status", "/responses")],
  ["a required header is missing", differs("missing-header", "/Version")],
  ["a header is of the wrong type", differs("invalid-header", "/Version/schema/type")],
  ["a header is out of range", differs("invalid-header", "/schema/minimum")],
  ["a header is not documented", differs("undocumented-header", "/responses/200")],
  ["the media type is wrong", differs("undocumented-media-type", "/content")],
  ["the media type is missing", differs("undocumented-media-type", "/content")],
  ["the body is missing", differs("missing-body", "/content")],
  ["the body is not well-formed", differs("malformed-body", "/application~1json")],
  ["the body is JSON inside of JSON", differs("wrong-type", "/Thing/type")],
  ["a property is missing", differs("missing-property", "/Thing/required")],
  ["a property is of the wrong type", differs("wrong-type", "/price/type")],
  ["a property is not one of the listed values", differs("not-in-enum", "/kind/enum")],
  ["a property is out of range", differs("out-of-range", "/price/minimum")],
  ["a property is no multiple", differs("out-of-range", "/price/multipleOf")],
  ["a property is too long", differs("wrong-length", "/name/maxLength")],
  ["a property does not match its pattern", differs("pattern-mismatch", "/name/pattern")],
  ["a property is not of its format", differs("wrong-format", "/created/format")],
  ["a property is null", differs("wrong-type", "/name/type")],
  ["a property is not listed", differs("forbidden-property", "/Thing/additionalProperties")],
  ["a property has another name", differs("missing-property", "/Thing/required")],
  ["a secret property comes back", differs("write-only-property", "/secret")],
  ["items are repeated", differs("duplicate-items", "/uniqueItems")],
  ["there are too many items", differs("wrong-length", "/tags/maxItems")],
  ["a nested property is wrong", differs("out-of-range", "/width/minimum")],
  ["a nested property is not listed", differs("forbidden-property", "/size/additionalProperties")],
  ["the connection is dropped", { check: "no-answer", operationId: "readThing" }],
];

/** Faults in the validation of requests: each location, each keyword. */
const requests: readonly (readonly [fault: string, finding: ExpectedFinding])[] = [
  ["the query's maximum is not checked", accepts("search", "/parameters/0/schema", "maximum")],
  ["a missing query parameter is not noticed", accepts("search", "/parameters/0", "required")],
  ["a boolean is not checked", accepts("search", "/parameters/1/schema", "type")],
  ["items are not checked", accepts("search", "/parameters/2/schema/items", "maximum")],
  ["listed items are not checked", accepts("search", "/parameters/3/schema/items", "enum")],
  ["the least number of items is not checked", accepts("search", "/parameters/4/schema", "minItems")],
  ["a pattern in the query is not checked", accepts("search", "/parameters/4/schema/items", "pattern")],
  ["repeated items are not noticed", accepts("search", "/parameters/5/schema", "uniqueItems")],
  ["a deep object is not checked", accepts("search", "/parameters/6/schema/properties/max", "maximum")],
  [
    "unknown properties of a deep object pass",
    accepts("search", "/parameters/6/schema", "additionalProperties"),
  ],
  ["an object in the query is not checked", accepts("search", "/parameters/7/schema", "required")],
  ["JSON in the query is not checked", accepts("search", "/schema/properties/a", "type")],
  ["a missing header is not noticed", accepts("search", "/parameters/9", "required")],
  ["a header is compared without case", accepts("search", "/parameters/9/schema", "enum")],
  ["a list in a header is not checked", accepts("search", "/parameters/10/schema", "maxItems")],
  ["a missing cookie is not noticed", accepts("search", "/parameters/12", "required")],
  ["a cookie is not checked", accepts("search", "/parameters/12/schema", "pattern")],
  ["the path is not checked", accepts("readShape", "/parameters/0/schema", "maximum")],
  ["a list in the path is not checked", accepts("readShape", "/parameters/1/schema", "maxItems")],
  ["a label in the path is not checked", accepts("readShape", "/parameters/2/schema", "pattern")],
  ["a matrix in the path is not checked", accepts("readShape", "/parameters/4/schema", "minimum")],
  ["any media type is read as JSON", accepts("createThing", "/requestBody/content", "content")],
  ["a missing body is taken for an empty one", accepts("createThing", "/application~1json", "content")],
  ["malformed JSON is taken for an empty object", accepts("createThing", "/application~1json", "content")],
  ["unlisted properties of a body pass", accepts("createThing", "/Thing", "additionalProperties")],
  ["a missing property is not noticed", accepts("createThing", "/Thing", "required")],
  ["the length of a property is not checked", accepts("createThing", "/name", "maxLength")],
  ["a pattern is not checked", accepts("createThing", "/name", "pattern")],
  ["a listed value is compared without case", accepts("createThing", "/kind", "enum")],
  ["text is taken for a number", accepts("createThing", "/price", "type")],
  ["steps are not checked", accepts("createThing", "/price", "multipleOf")],
  ["an exclusive limit is taken for an inclusive one", accepts("createThing", "/price", "exclusiveMaximum")],
  ["the number of items is not checked", accepts("createThing", "/tags", "maxItems")],
  ["equal items are not noticed", accepts("createThing", "/tags", "uniqueItems")],
  ["a format is not checked", accepts("createThing", "/ref", "format")],
  ["nested values are not checked", accepts("createThing", "/width", "minimum")],
  ["a form is not checked", accepts("createThing", "/name", "maxLength")],
  ["the minimum of the query is rejected", { check: "valid-refused", operationId: "search" }],
  ["a valid length is rejected", { check: "valid-refused", operationId: "createThing" }],
  ["a limit is rejected", { check: "valid-refused", operationId: "createThing" }],
  ["null is rejected", { check: "valid-refused", operationId: "createThing" }],
  ["a rejection has an undocumented status", differs("undocumented-status", "/responses", "search")],
  ["the body of a rejection is wrong", differs("missing-property", "/Problem/required", "search")],
  [
    "an invalid body makes the server fail",
    { check: "server-error", operationId: "createThing", at: "/kind" },
  ],
  [
    "a nested property makes the server fail",
    { check: "server-error", operationId: "createThing", status: 503 },
  ],
  ["a body comes where none is documented", differs("unexpected-body", "/202", "removeThing")],
];

/** Faults in the check of credentials. */
const credentials: readonly (readonly [fault: string, finding: ExpectedFinding])[] = [
  ["no credentials are needed", bypassed("without credentials")],
  ["an empty key is accepted", bypassed("but key left empty")],
  ["any password is accepted", bypassed("but account made up")],
  ["the key alone is enough", bypassed("but without account")],
  ["the account alone is enough", bypassed("but without key", "removeThing")],
  ["any bearer token is accepted", bypassed("with bearer made up")],
  ["the name of the scheme is not compared", bypassed("under the scheme Basic")],
  ["a token without its scheme is accepted", bypassed("without the name of its scheme")],
  ["the key is read from the query too", bypassed("key in the query")],
  ["the first character of the key is not compared", bypassed("with another first character")],
  ["the bearer token is not accepted", { check: "credentials-refused", operationId: "createThing" }],
];

/** Faults in methods, links and HEAD. */
const others: readonly (readonly [fault: string, finding: ExpectedFinding])[] = [
  [
    "PATCH is served although undocumented",
    { check: "method-accepted", operationId: "search", says: "PATCH" },
  ],
  ["TRACE is echoed", { check: "method-accepted", operationId: "search", says: "TRACE" }],
  ["PUT makes the server fail", { check: "server-error", operationId: "search", status: 500 }],
  ["405 comes without Allow", { check: "allow-header", operationId: "search", says: "lacks" }],
  ["Allow leaves a method out", { check: "allow-header", operationId: "search", says: "OPTIONS" }],
  ["Allow names a method that is not there", { check: "allow-header", operationId: "search", says: "PATCH" }],
  ["the link has no target", { check: "link-broken", operationId: "readThing", at: "/links/made" }],
  ["the response to HEAD has a body", differs("unexpected-body", "/200")],
  ["the response to HEAD lacks a header", differs("missing-header", "/Version")],
];

/** Several faults at once: one must not hide the other. */
const together: readonly PlantedFaults[] = [
  {
    faults: ["the server fails with an undocumented page @ readThing"],
    finds: [
      { check: "server-error", operationId: "readThing", status: 500 },
      differs("undocumented-status", "/responses"),
    ],
  },
  {
    faults: [
      "a header is not documented @ readThing",
      "a property is not listed @ readThing",
      "a property is null @ readThing",
    ],
    finds: [
      differs("undocumented-header", "/responses/200"),
      differs("forbidden-property", "/Thing/additionalProperties"),
      differs("wrong-type", "/name/type"),
    ],
  },
  {
    faults: [
      "no credentials are needed",
      "a required header is missing @ createThing",
      "unlisted properties of a body pass",
    ],
    finds: [
      bypassed("without credentials"),
      differs("missing-header", "/Version", "createThing"),
      accepts("createThing", "/Thing", "additionalProperties"),
    ],
  },
  {
    faults: [
      "a missing header is not noticed",
      "the body of a rejection is wrong",
      "405 comes without Allow",
    ],
    finds: [
      accepts("search", "/parameters/9", "required"),
      differs("missing-property", "/Problem/required", "search"),
      { check: "allow-header", operationId: "search" },
    ],
  },
];

/** All faults of the server of the things. */
export const thingsFaults: readonly PlantedFaults[] = [
  ...responses.map(([fault, finding]) => ({ faults: [`${fault} @ readThing`], finds: [finding] })),
  ...[...requests, ...credentials, ...others].map(([fault, finding]) => ({
    faults: [fault],
    finds: [finding],
  })),
  ...together,
];
