import { OP_NAMES } from '../../iommufd/index.ts';

/** Words in a row that no operation has. */
const MOST_WORDS = 8;

const BEGINNINGS: readonly string[] = [...OP_NAMES, 'off', 'bg', 'failslab', 'fail_usercopy'];

/** Whether a line can be nothing but a sentence, or is quoted or marked as in a mail or a patch. */
function isSentence(line: string): boolean {
  if (/^\s*[>|*+]/.test(line)) return true;
  const words = line.split('#', 1)[0]?.trim().split(/\s+/) ?? [];
  if (BEGINNINGS.includes(words[0] as string)) return false;
  return words.length > MOST_WORDS || words.some((word) => /[A-Za-z)"'][.,:;!?]$/.test(word));
}

/** Whether a text is a mail, or some other text with sentences, rather than a scenario with mistakes in it. */
export function isProse(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some(isSentence);
}
