/** A pet store in several files: references across files, cycles, clashing names, shared components. */
export function petStoreFiles(): Record<string, string> {
  return { ...entryFile, ...pathFiles, ...schemaFiles, ...otherFiles };
}

const entryFile = {
  "openapi.yaml": `openapi: 3.1.1
info:
  title: Pets
  version: "1"
servers:
  - url: https://{host}/api/{version}/
    variables:
      host:
        default: pets.example
      version:
        default: v1
paths:
  /pets:
    $ref: paths/pets.yaml
  /pets/{petId}:
    $ref: paths/pet.yaml
components:
  schemas:
    Named:
      $ref: schemas/Owner.yaml
    Error:
      type: object
      properties:
        message:
          type: string
  securitySchemes:
    key:
      $ref: security/Key.yaml
x-fallbacks:
  "404":
    $ref: responses/NotFound.yaml
`,
};

const pathFiles = {
  "paths/pets.yaml": `get:
  operationId: listPets
  parameters:
    - $ref: ../parameters/Limit.yaml
  responses:
    "200":
      description: Pets
      headers:
        X-Total:
          $ref: ../headers/Total.yaml
      content:
        application/json:
          schema:
            type: array
            items:
              $ref: ../schemas/Pet.yaml
          examples:
            two:
              $ref: ../examples/two.yaml
    default:
      $ref: ../responses/NotFound.yaml
post:
  operationId: createPet
  security:
    - key: []
  requestBody:
    required: true
    content:
      application/json:
        schema:
          $ref: ../schemas/Pet.yaml
  responses:
    "201":
      description: Created
`,
  "paths/pet.yaml": `parameters:
  - name: petId
    in: path
    required: true
    schema:
      $ref: "../schemas/common.yaml#/Id"
get:
  operationId: getPet
  responses:
    "200":
      description: A pet
      content:
        application/json:
          schema:
            $ref: ../schemas/Pet.yaml
    "404":
      $ref: ../responses/NotFound.yaml
`,
};

const schemaFiles = {
  "schemas/Pet.yaml": `# A pet and its kin.
type: object
required: [name]
properties:
  name:
    type: string
    minLength: 1
  parent:
    $ref: Pet.yaml
  self:
    $ref: "#"
  owner:
    $ref: ./Owner.yaml
  problem:
    $ref: ../openapi.yaml#/components/schemas/Error
`,
  "schemas/Owner.yaml": `type: object
properties:
  pets:
    type: array
    items:
      $ref: Pet.yaml
  error:
    $ref: more/Error.yaml
`,
  "schemas/more/Error.yaml": `type: string
`,
  "schemas/common.yaml": `Id:
  type: string
  pattern: ^[a-z]+$
`,
};

const otherFiles = {
  "parameters/Limit.yaml": `name: limit
in: query
schema:
  type: integer
`,
  "headers/Total.yaml": `required: true
schema:
  type: integer
`,
  "responses/NotFound.yaml": `description: No such thing
content:
  application/json:
    schema:
      $ref: ../openapi.yaml#/components/schemas/Error
`,
  "examples/two.yaml": `value:
  - name: Rex
  - name: Tom
`,
  "security/Key.yaml": `type: apiKey
in: header
name: X-Key
`,
};
