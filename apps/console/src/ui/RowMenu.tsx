import { type ReactNode, useRef } from "react";
import { useConsole } from "../app/useConsole.ts";

/** Buttons that belong to one row and need not be seen all the time. Closes when the focus leaves it, and on Escape. */
export function RowMenu({
  label,
  name,
  children,
}: {
  readonly label: string;
  /** The label for screen readers, which says whose row it is. */
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { notify } = useConsole();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => menu.current?.removeAttribute("open");
  return (
    <details
      ref={menu}
      className="row-menu"
      // A notice of what was done before could lie over the items.
      onToggle={({ currentTarget }) => currentTarget.open && notify("")}
      onBlur={({ relatedTarget }) => {
        if (!menu.current?.contains(relatedTarget)) close();
      }}
      onKeyDown={({ key, target }) => {
        // Keys of a dialog that a button of the menu has opened arrive here as well.
        if (key !== "Escape" || !(target instanceof Node) || !menu.current?.contains(target)) return;
        close();
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="button" aria-label={name}>
        {label}
      </summary>
      <div className="row-menu-items">{children}</div>
    </details>
  );
}
