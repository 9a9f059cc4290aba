import { WIDTH } from './plain.ts';

/** Where a name begins, the line that comes back meets it: that many columns into it. */
const INSET = 2;

/**
 * A cycle as reviewers draw it: a chain, and a line below that leads from its end back to its beginning. One that is
 * too wide for a mail goes down instead, each name with what it leads to.
 */
export function ringOf(names: readonly string[], word: string): readonly string[] {
  const arrow = ` --${word}--> `;
  const chain = names.join(arrow);
  const last = names.at(-1) ?? '';
  if (chain.length > WIDTH - 4 || names.length < 2)
    return names.flatMap((name, i) => [name, `  ${arrow.trim()} ${names[(i + 1) % names.length]}`]);
  const end = chain.length - last.length + INSET;
  const room = end - INSET - 1 - word.length;
  const back = `${'_'.repeat(Math.ceil(room / 2))}${word}${'_'.repeat(Math.floor(room / 2))}`;
  const blank = ' '.repeat(INSET);
  return [chain, `${blank}^${' '.repeat(end - INSET - 1)}|`, `${blank}|${back}v`];
}
