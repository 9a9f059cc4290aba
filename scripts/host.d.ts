/** What browsers and Node both have, of what rooms below the store use: bytes of a text, and their base64. */

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding: 'utf-8', options: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

declare function btoa(bytes: string): string;

declare function atob(text: string): string;
