import { describeRest, formatCountdown, shareLeft } from "../texts/formatMoment.ts";
import { texts } from "../texts/texts.ts";

/** A limit that runs down. */
interface RunningLimit {
  readonly from: number;
  readonly until: number;
}

/** Two arches, one in the other, that get shorter with what is left of each limit. */
export function LimitArch({
  idle,
  absolute,
  nowMs,
}: {
  readonly idle: RunningLimit;
  readonly absolute: RunningLimit;
  readonly nowMs: number;
}) {
  return (
    <div className="arch">
      <svg viewBox="0 0 240 190" aria-hidden="true" focusable="false">
        <Arch kind="absolute" path="M14 182V120a106 106 0 0 1 212 0v62" limit={absolute} nowMs={nowMs} />
        <Arch kind="idle" path="M40 182V120a80 80 0 0 1 160 0v62" limit={idle} nowMs={nowMs} />
        <path className="arch-ground" d="M2 188h236" />
      </svg>
      <div className="arch-times">
        <Rest
          kind="idle"
          title={texts.session.idle}
          hint={texts.session.idleHint}
          rest={idle.until - nowMs}
        />
        <Rest
          kind="absolute"
          title={texts.session.absolute}
          hint={texts.session.absoluteHint}
          rest={absolute.until - nowMs}
        />
      </div>
    </div>
  );
}

interface ArchProps {
  readonly kind: "idle" | "absolute";
  readonly path: string;
  readonly limit: RunningLimit;
  readonly nowMs: number;
}

function Arch({ kind, path, limit, nowMs }: ArchProps) {
  const left = shareLeft(limit.from, limit.until, nowMs) * 100;
  return (
    <>
      <path className="arch-track" d={path} />
      <path className={`arch-left arch-${kind}`} d={path} pathLength={100} strokeDasharray={`${left} 100`} />
    </>
  );
}

function Rest({
  kind,
  title,
  hint,
  rest,
}: {
  readonly kind: "idle" | "absolute";
  readonly title: string;
  readonly hint: string;
  readonly rest: number;
}) {
  return (
    <p className={`rest rest-${kind}`}>
      <span className="rest-title">{title}</span>
      <span className="rest-time" aria-hidden="true">
        {formatCountdown(rest)}
      </span>
      <span className="hidden">{describeRest(rest)}</span>
      <span className="fine">{hint}</span>
    </p>
  );
}
