/** JSON in one line. Addresses and lengths, for which it has no number, become texts in hexadecimal. */
export function jsonOf(value: object): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `0x${part.toString(16)}` : part));
}
