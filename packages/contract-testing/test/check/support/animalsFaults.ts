import type { DifferenceKind } from "@gatehouse/contract";
import type { ExpectedFinding, PlantedFaults } from "./ExpectedFinding.ts";

type Pair = readonly [fault: string, finding: ExpectedFinding];

const differs = (kind: DifferenceKind, operationId: string, at?: string): ExpectedFinding => ({
  check: "response-differs",
  operationId,
  kind,
  ...(at === undefined ? {} : { at }),
});
const accepts = (operationId: string, at: string, keyword: string): ExpectedFinding => ({
  check: "invalid-accepted",
  operationId,
  at,
  keyword,
});
const rejects = (operationId: string): ExpectedFinding => ({ check: "valid-refused", operationId });
const bypassed = (says: string): ExpectedFinding => ({
  check: "credentials-bypassed",
  operationId: "addAnimal",
  says,
});

const requests: readonly Pair[] = [
  ["the number of lives is not limited", accepts("addAnimal", "/lives", "maximum")],
  ["a fraction of a life is accepted", accepts("addAnimal", "/lives", "type")],
  ["unknown properties of a cat pass", accepts("addAnimal", "/Cat", "unevaluatedProperties")],
  ["a part of a dog is not required", accepts("addAnimal", "/Dog/allOf/1", "required")],
  ["a chip may be anything", accepts("addAnimal", "/chip", "format")],
  ["the age is not limited", accepts("addAnimal", "/age", "exclusiveMaximum")],
  ["the age may be below zero", accepts("addAnimal", "/age", "minimum")],
  ["the age must not be null", rejects("addAnimal")],
  ["a song may be of any length", accepts("addAnimal", "/song", "minItems")],
  ["a name may be anything", accepts("addAnimal", "/Name", "pattern")],
  ["the version is not compared", accepts("storePlan", "/version", "const")],
  ["a contact is not needed", accepts("storePlan", "/Plan", "required")],
  ["neither kind of contact is needed", accepts("storePlan", "/contact/anyOf/0", "required")],
  ["a start needs no end", accepts("storePlan", "/Plan", "dependentRequired")],
  ["labels may have any name", accepts("storePlan", "/labels", "additionalProperties")],
  ["labels may have any value", accepts("storePlan", "/labels/patternProperties/^x-[a-z]+$", "type")],
  ["there may be many labels", accepts("storePlan", "/labels", "maxProperties")],
  ["weights may have any name", accepts("storePlan", "/weights", "propertyNames")],
  ["a weight may be nothing", accepts("storePlan", "/weights/additionalProperties", "exclusiveMinimum")],
  ["labels of a tree are long", accepts("storePlan", "/label", "maxLength")],
  ["a tree takes anything", accepts("storePlan", "/Tree", "additionalProperties")],
  ["a tree has many children", accepts("storePlan", "/children", "maxItems")],
  ["tags need not be main", accepts("storePlan", "/tags", "contains")],
  ["any code is accepted", accepts("storePlan", "/code", "not")],
  ["any mode is accepted", accepts("storePlan", "/mode", "enum")],
  ["a limit needs no number", accepts("storePlan", "/limits/then", "required")],
  ["plans take unknown properties", accepts("storePlan", "/Plan", "unevaluatedProperties")],
  ["the positions in a song do not count", accepts("addAnimal", "/prefixItems/1", "minimum")],
  ["null is no mode", rejects("storePlan")],
  ["trees have no children", rejects("storePlan")],
  ["only e-mail is a contact", rejects("storePlan")],
  ["strangers may not store plans", differs("undocumented-status", "storePlan")],
  ["a rejection is a conflict", differs("undocumented-status", "addAnimal")],
  ["a deep tree makes the server fail", { check: "server-error", operationId: "storePlan", status: 500 }],
  ["notes of any media type are read", accepts("leaveNote", "/requestBody/content", "content")],
  ["notes may be of any length", accepts("leaveNote", "/schema", "maxLength")],
];

const credentials: readonly Pair[] = [
  ["any session is accepted", bypassed("with session made up")],
  ["the session is read from a header too", bypassed("with session in the header")],
  ["the device does not matter", bypassed("with token, but without device")],
  ["the token does not matter", bypassed("with device, but without token")],
  ["Basic reaches OAuth", bypassed("with oauth of another scheme")],
  ["unsigned tokens are accepted", bypassed("with oauth unsigned")],
  ["credentials are not checked", bypassed("without credentials")],
  ["the token of OAuth is not accepted", { check: "credentials-refused", operationId: "addAnimal" }],
];

const responses: readonly Pair[] = [
  ["a cat has ten lives @ showAnimal", differs("out-of-range", "showAnimal", "/lives/maximum")],
  ["a cat has no lives @ showAnimal", differs("missing-property", "showAnimal", "/Cat/required")],
  ["a cat is called a dog @ showAnimal", differs("missing-property", "showAnimal", "/Dog/allOf/1/required")],
  ["a cat is of an unknown kind @ showAnimal", differs("wrong-variant", "showAnimal")],
  ["a cat has a colour @ showAnimal", differs("forbidden-property", "showAnimal", "/unevaluatedProperties")],
  ["an age is text @ showAnimal", differs("wrong-type", "showAnimal", "/age/type")],
  ["a name has capitals @ showAnimal", differs("pattern-mismatch", "showAnimal", "/Name/pattern")],
  ["the response is a list @ showAnimal", differs("wrong-type", "showAnimal", "/Animal/oneOf")],
  ["the response is null @ showAnimal", differs("wrong-type", "showAnimal", "/Animal/oneOf")],
  ["a song is out of tune @ showAnimal", differs("wrong-type", "showAnimal", "/prefixItems/1/type")],
  ["the version is another @ storePlan", differs("wrong-constant", "storePlan", "/version/const")],
  ["the contact has neither @ storePlan", differs("wrong-variant", "storePlan")],
  ["a tree is wrong deep down @ storePlan", differs("wrong-type", "storePlan", "/label/type")],
  ["the tags are not main @ storePlan", differs("schema-mismatch", "storePlan", "/contains")],
  ["a label is no number @ storePlan", differs("wrong-type", "storePlan")],
  ["a weight is below zero @ storePlan", differs("out-of-range", "storePlan")],
  ["a plan has no end @ storePlan", differs("missing-property", "storePlan")],
  ["notes come back twice", differs("wrong-length", "leaveNote")],
  ["responses are labelled as text", differs("undocumented-media-type", "showAnimal")],
  ["responses are cut off", differs("malformed-body", "showAnimal")],
];

const together: readonly PlantedFaults[] = [
  {
    faults: [
      "any session is accepted",
      "the number of lives is not limited",
      "a cat has a colour @ addAnimal",
    ],
    finds: [
      bypassed("with session made up"),
      accepts("addAnimal", "/lives", "maximum"),
      differs("forbidden-property", "addAnimal", "/unevaluatedProperties"),
    ],
  },
  {
    faults: ["plans take unknown properties", "a start needs no end", "a weight is below zero @ storePlan"],
    finds: [
      accepts("storePlan", "/Plan", "unevaluatedProperties"),
      accepts("storePlan", "/Plan", "dependentRequired"),
      differs("out-of-range", "storePlan"),
    ],
  },
];

/** All faults of the server of the animals. */
export const animalsFaults: readonly PlantedFaults[] = [
  ...[...requests, ...credentials, ...responses].map(([fault, finding]) => ({
    faults: [fault],
    finds: [finding],
  })),
  ...together,
];
