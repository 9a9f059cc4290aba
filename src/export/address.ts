import { encodeLink, type Scenario } from '../scenario/index.ts';

/** The address of a page without what stands behind it. */
const pageOf = (address: string) => address.split(/[?#]/, 1)[0] ?? '';

/** Where a scenario can be opened: the address of a page and the link behind it; the fragment alone for no page. */
export function addressOf(page: string, scenario: Scenario): string {
  return `${pageOf(page)}#${encodeLink(scenario)}`;
}

const LOCAL =
  /^(?:file:|https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0|[\w.-]+\.localhost)(?:[:/]|$))/i;

/** Whether an address means something only on the machine that made it. */
export const isLocal = (address: string) => LOCAL.test(address);
