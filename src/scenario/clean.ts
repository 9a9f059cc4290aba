import { checksum } from './alphabet.ts';

/** A wrapped link is put together from at most this many lines. */
const MAX_LINES = 64;

function decodePercent(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function fragmentOf(text: string): string {
  const after = text.slice(text.indexOf('#') + 1);
  const allowed = /^[A-Za-z0-9_.~-]*/.exec(after)?.[0] ?? '';
  return allowed.replace(/[^A-Za-z0-9]+$/, '');
}

/**
 * The fragment in what somebody pasted: a link or a fragment, perhaps percent-encoded, quoted with `>`, in angle
 * brackets, or broken over lines. Of several ways to join the lines, the first whose check characters fit.
 */
export function cleanLink(text: string): string {
  const lines = decodePercent(text)
    .split(/\r\n|\r|\n/, MAX_LINES)
    .map((line) => line.replace(/^(\s*>)+/, '').replace(/\s+|[<>]/g, ''));
  const first = Math.max(
    lines.findIndex((line) => line.includes('#')),
    0,
  );
  const candidates = lines.slice(first).map((_, i, rest) => fragmentOf(rest.slice(0, i + 1).join('')));
  return candidates.find((one) => checksum(one.slice(0, -2)) === one.slice(-2)) ?? candidates.at(-1) ?? '';
}
