/** Notes that say the same of several operations, said once of them all. */
export function groupNotes(notes: readonly string[]): readonly string[] {
  const groups = Map.groupBy(notes, (note) => /^[^\s:]+: (.*)$/s.exec(note)?.[1] ?? note);
  return [...groups].map(([text, members]) => {
    if (members.length === 1) return members[0] ?? text;
    return `${members.map((note) => note.slice(0, note.indexOf(":"))).join(", ")}: ${text}`;
  });
}
