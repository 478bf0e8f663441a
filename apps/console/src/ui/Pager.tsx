import { useState } from "react";
import { texts } from "../texts/texts.ts";

/** A place in a list whose pages are found by the end of the page before. */
interface Pages {
  /** Where the page begins; undefined for the first one. */
  readonly after: string | undefined;
  /** The number of the page, from 1. */
  readonly number: number;
  goOn(next: string): void;
  goBack(): void;
}

/** Remembers the way to a page, so that it can be gone back. */
export function usePages(): Pages {
  const [way, setWay] = useState<readonly string[]>([]);
  return {
    after: way.at(-1),
    number: way.length + 1,
    goOn: (next) => setWay([...way, next]),
    goBack: () => setWay(way.slice(0, -1)),
  };
}

/** Leads through the pages of a list; the buttons stay, so that the focus does. */
export function Pager({
  pages,
  next,
  summary,
  refresh,
}: {
  readonly pages: Pages;
  readonly next: string | undefined;
  readonly summary: string;
  readonly refresh: () => void;
}) {
  return (
    <div className="pager">
      <p role="status">{summary}</p>
      <button type="button" className="button button-quiet" onClick={refresh}>
        {texts.sessions.refresh}
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={pages.number === 1}
        onClick={() => pages.number > 1 && pages.goBack()}
      >
        {texts.sessions.previous}
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={next === undefined}
        onClick={() => next !== undefined && pages.goOn(next)}
      >
        {texts.sessions.next}
      </button>
    </div>
  );
}
