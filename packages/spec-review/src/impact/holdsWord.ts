/** Whether a text holds a name as a whole, not as a part of a longer one. */
export function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1], word[0]) && !isPart(text[at + word.length], word.at(-1))) return true;
  }
  return false;
}

/** Where a name ends in a sign, whatever follows is no part of it. */
function isPart(neighbour: string | undefined, edge: string | undefined): boolean {
  return neighbour !== undefined && /[\w$]/.test(neighbour) && edge !== undefined && /[\w$]/.test(edge);
}
