/** What mail gateways make of an address, and back. Percent encoding, which SafeLinks uses, is read with any link. */

const RUNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Version 2 of URL Defense: `_` for a slash, and `-23` for `#`. */
function second(address: string): string {
  return address
    .replaceAll('_', '/')
    .replace(/-([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The characters in base64url, with which version 3 lists what it took out. */
function taken(listed: string): string {
  try {
    return atob(listed.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}

/** Version 3 of URL Defense: `*` for a character that is listed behind, `**` and a letter for a run of them. */
function third(address: string, listed: string): string {
  const characters = taken(listed);
  let at = 0;
  return address.replace(/\*(?:\*([A-Za-z0-9_-]))?/g, (_, run?: string) => {
    const from = at;
    at += run === undefined ? 1 : RUNS.indexOf(run) + 2;
    return characters.slice(from, at);
  });
}

const SECOND = /^[\w.-]{0,40}\/v2\/url\?u=([^&\s]+)&\S*/;
const THIRD = /^[\w.-]{0,40}\/v3\/__(\S+?)__;([\w-]*=*)!\S*/;

/** What stands behind `urldefense` in an address, as it was before. */
const defended = (text: string) =>
  text
    .replace(SECOND, (_, address: string) => second(address))
    .replace(THIRD, (_, address: string, listed: string) => third(address, listed));

/** A text in which the addresses are as they were sent. */
export function withoutGateways(text: string): string {
  const plain = text.replace(/=([0-9A-F]{2})/g, (all, hex: string) =>
    hex === '23' || hex === '7E' || hex === '5F' || hex === '2E' || hex === '2D'
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : all,
  );
  const [before = '', ...addresses] = plain.split('urldefense');
  return [before, ...addresses.map(defended)].join('');
}
