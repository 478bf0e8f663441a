import { Fragment } from "react";

/** A long word that may break after each of these characters. What is copied has nothing added to it. */
export function Breakable({ text, after }: { readonly text: string; readonly after: string }) {
  const parts = text.split(after);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
    <Fragment key={index}>
      {part}
      {index < parts.length - 1 && (
        <>
          {after}
          <wbr />
        </>
      )}
    </Fragment>
  ));
}
