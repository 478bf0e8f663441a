import { loadContract } from "@gatehouse/contract";
import { animalsDocument } from "./support/animalsDocument.ts";
import { animalsFaults } from "./support/animalsFaults.ts";
import { animalCredentials, handleAnimals } from "./support/animalsServer.ts";
import { testFaults } from "./support/testFaults.ts";

const contract = await loadContract(animalsDocument);
testFaults("3.1", { contract, respond: handleAnimals, credentials: animalCredentials }, animalsFaults);
