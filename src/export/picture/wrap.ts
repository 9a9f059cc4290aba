/** Words in lines of at most so many letters, of which the first has less room where something stands in it already. */
export function wrap(text: string, letters: number, taken = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const room = () => Math.max(letters - (lines.length ? 0 : taken), 1);
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > room()) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
    // A word that is longer than a line is cut.
    while (line.length > room()) {
      const most = room();
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  return [...lines, line];
}
