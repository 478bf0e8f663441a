import type { Marker } from "./Marker.ts";

/** The marker in this text, or nothing when it is not one. */
export function parseMarker(text: string): Marker | undefined {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { storeId, sequence, writtenAtMs } = value as Record<string, unknown>;
  const isMarker =
    typeof storeId === "string" && typeof sequence === "number" && typeof writtenAtMs === "number";
  return isMarker ? { storeId, sequence, writtenAtMs } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
