/** The 64 characters that a link's numbers are made of: none needs escaping anywhere. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters a sentence's end cannot be confused with. */
const ALPHANUMERIC = DIGITS.slice(0, 62);

const CONTINUES = 32n;

/** A number in groups of five bits, lowest first; every character but the last has its sixth bit set. */
export function encodeNumber(value: bigint): string {
  let rest = value;
  let text = '';
  do {
    const group = rest & 31n;
    rest >>= 5n;
    text += DIGITS[Number(rest > 0n ? group | CONTINUES : group)];
  } while (rest > 0n);
  return text;
}

/** Walks through the characters of a link. Past the end everything is missing. */
export class Input {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.at >= this.#text.length;
  }

  peek(): string {
    return this.#text[this.at] ?? '';
  }

  /** The next `length` characters, or undefined if there are fewer. */
  take(length: number): string | undefined {
    if (this.at + length > this.#text.length) return undefined;
    const text = this.#text.slice(this.at, this.at + length);
    this.at += length;
    return text;
  }

  /** A number of at most 64 bits and some, or undefined where there is none. */
  number(): bigint | undefined {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 5n) {
      const digit = DIGITS.indexOf(this.take(1) || '?');
      if (digit < 0) return undefined;
      value |= (BigInt(digit) & 31n) << shift;
      if (digit < 32) return value;
    }
    return undefined;
  }
}

/** Two characters that tell most damage: FNV-1a, folded. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  const folded = hash % (62 * 62);
  return `${ALPHANUMERIC[Math.floor(folded / 62)]}${ALPHANUMERIC[folded % 62]}`;
}

/** UTF-8 in base64url without padding. */
export function encodeUtf8(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The inverse of encodeUtf8; undefined for what it cannot have made. */
export function decodeUtf8(text: string): string | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}
