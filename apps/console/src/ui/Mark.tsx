/** The mark of the product: an arch within an arch. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="mark-wall" d="M4 29V15a12 12 0 0 1 24 0v14" />
      <path className="mark-gate" d="M11 29V16a5 5 0 0 1 10 0v13" />
    </svg>
  );
}

const paths = {
  session: "M5 21v-9a7 7 0 0 1 14 0v9M12 12v4M9 21h6",
  sessions: "M3 20v-6a4 4 0 0 1 8 0v6M13 20v-9a4 4 0 0 1 8 0v9M2 20h20",
  accounts: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5",
  audit: "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
  status: "M3 13h4l3-8 4 14 3-6h4",
} as const;

/** A small picture beside a word that says the same. */
export function Icon({ of }: { readonly of: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[of]} />
    </svg>
  );
}
