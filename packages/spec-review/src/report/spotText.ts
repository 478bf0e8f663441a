import type { Spot } from "../review/Finding.ts";

/** `spec/paths/pets.yaml:12:5` */
export function spotText(spot: Spot | undefined): string {
  if (!spot) return "";
  const { file, line, column } = spot.location;
  return `${file}:${line}:${column}`;
}
