import { loadContract } from "@gatehouse/contract";
import { testFaults } from "./support/testFaults.ts";
import { thingsDocument } from "./support/thingsDocument.ts";
import { thingsFaults } from "./support/thingsFaults.ts";
import { handleThings, thingCredentials } from "./support/thingsServer.ts";

const contract = await loadContract(thingsDocument);
testFaults("3.0", { contract, respond: handleThings, credentials: thingCredentials }, thingsFaults);
