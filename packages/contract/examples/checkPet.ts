import { diffResponse, loadContract, renderDifferences } from "@gatehouse/contract";

const contract = await loadContract(new URL("pets.yaml", import.meta.url));

// What does a request mean?
const match = contract.match("GET", "/v1/pets/7");
if (match.kind !== "operation") throw new Error(match.kind);

// Does the response conform to the document?
const differences = diffResponse(match.operation, {
  status: 200,
  headers: { "content-type": "application/json", etag: '"7"' },
  body: JSON.stringify({ id: "7", nmae: "Rex" }),
});

export const report = renderDifferences(differences);
