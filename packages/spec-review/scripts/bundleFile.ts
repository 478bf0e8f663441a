import { rolldown } from "rolldown";

/**
 * Puts a program with all that it imports into one file: most of a short run is looking for files.
 *
 * @returns the files that it contains
 */
export async function bundleFile(input: string, file: string): Promise<readonly string[]> {
  const bundle = await rolldown({
    input,
    platform: "node",
    resolve: { conditionNames: ["@gatehouse/source", "node", "import", "default"] },
  });
  const { output } = await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return output.flatMap((chunk) => ("moduleIds" in chunk ? chunk.moduleIds : []));
}
