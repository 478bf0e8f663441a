import type { ReactNode, SubmitEvent } from "react";
import { linkTo, type PageName } from "../app/useRoute.ts";
import { texts } from "../texts/texts.ts";

/** The heading of a page, with what it is for and what can be done with all of it. */
export function PageHeading({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="page-heading">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Panel({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel">
      <div className="panel-heading">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Names and values, one pair a line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The fields that choose what a list shows, with buttons to apply and to clear them. */
export function FilterBar({
  label,
  page,
  apply,
  children,
}: {
  readonly label: string;
  readonly page: PageName;
  readonly apply: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
}) {
  return (
    <search>
      <form className="filters" onSubmit={apply} aria-label={label}>
        {children}
        <div className="filter-buttons">
          <button type="submit" className="button">
            {texts.sessions.apply}
          </button>
          <a className="button button-quiet" href={linkTo(page)}>
            {texts.sessions.clear}
          </a>
        </div>
      </form>
    </search>
  );
}
