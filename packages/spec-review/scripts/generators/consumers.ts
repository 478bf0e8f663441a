/** A program that uses generated code; `strict` ones cover every value of a union or write whole values by hand. */
export interface Consumer {
  readonly generator: string;
  readonly file: string;
  readonly strict: boolean;
  readonly text: string;
}

const READ = `
  if (pet) {
    const id: number = pet.id;
    const name: string = pet.name;
    const born: string = pet.born;
    const nick: string | undefined = pet.nick;
    if (pet.status === "available") console.log(id, name, born, nick);
    if (pet.owner?.kind === "person") console.log(pet.owner.age + 1);
    if (pet.owner?.kind === "firm") console.log(pet.owner.seat.length);
  }`;

const COVERED = `
export function label(status: Status): string {
  switch (status) {
    case "available": return "a";
    case "sold": return "s";
  }
}
export const mock: Pet = { id: 1, name: "a", born: "2020-01-01" };
export function ownerOf(pet: Pet): number | string | undefined {
  const { owner } = pet;
  if (!owner) return undefined;
  return owner.kind === "person" ? owner.age : owner.seat;
}`;

/** The consumers, written against the code that is generated from the base document. */
export const CONSUMERS: readonly Consumer[] = [
  {
    generator: "openapi-typescript",
    file: "openapi-typescript/plain.ts",
    strict: false,
    text: `import createClient from "openapi-fetch";
import type { components, operations, paths } from "./schema";
type Schemas = components["schemas"];
const client = createClient<paths>({ baseUrl: "x" });
export async function list() {
  const { data } = await client.GET("/pets", { params: { query: { tag: "a", limit: 1 } } });
  const pet: Schemas["Pet"] | undefined = data?.[0];${READ}
}
export async function add() {
  const body: Schemas["NewPet"] = { name: "a", note: "n", status: "sold" };
  const { data } = await client.POST("/pets", { body });
  return data?.name;
}
export async function one() {
  const { data } = await client.GET("/pets/{id}", { params: { path: { id: "1" } } });
  return data?.id;
}
export async function health() {
  const { data } = await client.GET("/status");
  const up: boolean | undefined = data?.up;
  return up;
}
export type Id = operations["getPet"]["parameters"]["path"];
export const spare: Schemas["Spare"] = { size: 1 };
`,
  },
  {
    generator: "openapi-typescript",
    file: "openapi-typescript/strict.ts",
    strict: true,
    text: `import type { components } from "./schema";
type Pet = components["schemas"]["Pet"];
type Status = components["schemas"]["Status"];${COVERED}
`,
  },
  {
    generator: "Hey API",
    file: "hey/plain.ts",
    strict: false,
    text: `import { addPet, getPet, getStatus, listPets } from "./generated/sdk.gen";
import type { NewPet, Pet, Spare } from "./generated/types.gen";
export async function list() {
  const { data } = await listPets({ query: { tag: "a", limit: 1 } });
  const pet: Pet | undefined = data?.[0];${READ}
}
export async function add() {
  const body: NewPet = { name: "a", note: "n", status: "sold" };
  const { data } = await addPet({ body });
  return data?.name;
}
export async function one() {
  const { data } = await getPet({ path: { id: "1" } });
  return data?.id;
}
export async function health() {
  const { data } = await getStatus();
  const up: boolean | undefined = data?.up;
  return up;
}
export const spare: Spare = { size: 1 };
`,
  },
  {
    generator: "Hey API",
    file: "hey/strict.ts",
    strict: true,
    text: `import type { Pet, Status } from "./generated/types.gen";${COVERED}
`,
  },
  {
    generator: "orval",
    file: "orval/plain.ts",
    strict: false,
    text: `import { addPet, getPet, getStatus, listPets, type NewPet, type Pet, type Spare } from "./orval";
export async function list() {
  const { data } = await listPets({ tag: "a", limit: 1 });
  const pet: Pet | undefined = data[0];${READ}
}
export async function add() {
  const body: NewPet = { name: "a", note: "n", status: "sold" };
  const { data } = await addPet(body);
  return data.name;
}
export async function one() {
  const { data } = await getPet("1");
  return data.id;
}
export async function health() {
  const { data } = await getStatus();
  const up: boolean = data.up;
  return up;
}
export const spare: Spare = { size: 1 };
`,
  },
  {
    generator: "orval",
    file: "orval/strict.ts",
    strict: true,
    text: `import type { Pet, Status } from "./orval";${COVERED}
`,
  },
  {
    generator: "openapi-generator java",
    file: "java/src/main/java/Plain.java",
    strict: false,
    text: `import org.openapitools.client.api.PetsApi;
import org.openapitools.client.api.StatusApi;
import org.openapitools.client.model.*;

class Plain {
  void list() throws Exception {
    Pet pet = new PetsApi().listPets("a", 1).get(0);
    Integer id = pet.getId();
    String name = pet.getName();
    String born = pet.getBorn();
    String nick = pet.getNick();
    if (pet.getStatus() == Status.AVAILABLE) System.out.println(id + name + born + nick);
    if (pet.getOwner().getActualInstance() instanceof Person person) System.out.println(person.getAge() + 1);
  }
  void add() throws Exception {
    NewPet body = new NewPet().name("a").note("n").status(Status.SOLD);
    String name = new PetsApi().addPet(body).getName();
    Integer id = new PetsApi().getPet("1").getId();
    Health health = new StatusApi().statusGet();
    Boolean up = health.getUp();
    Integer size = new Spare().size(1).getSize();
    System.out.println(name + id + up + size);
  }
}
`,
  },
  {
    generator: "openapi-generator java",
    file: "java/src/main/java/Strict.java",
    strict: true,
    text: `import org.openapitools.client.model.*;

class Strict {
  String label(Status status) {
    return switch (status) {
      case AVAILABLE -> "a";
      case SOLD -> "s";
    };
  }
}
`,
  },
];
