import { isLocal } from '../../export/index.ts';

/** What is said once a link is in the clipboard: whether it is of any use elsewhere, and what it claims. */
export function copied(link: string, what: string, claims: string): string {
  const local = isLocal(link) ? ' It leads to this machine and does not work elsewhere.' : '';
  return `${what} copied.${local}${claims && ` ${claims}`}`;
}
