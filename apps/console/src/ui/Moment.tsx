import { useConsole } from "../app/useConsole.ts";
import { formatMoment } from "../texts/formatMoment.ts";

/** A moment in the zone that the reader chose; the other one is in its tooltip. */
export function Moment({ at }: { readonly at: number }) {
  const { zone, api } = useConsole();
  const other = zone === "utc" ? "local" : "utc";
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at, other)}>
      {formatMoment(at, zone, api.clock.nowMs())}
    </time>
  );
}
