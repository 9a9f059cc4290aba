import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LIMITS } from '../../scenario/index.ts';

/** Bytes beyond which nothing is read: no text within the limit of characters has more. */
const MOST = LIMITS.text * 4;

const STANDARD_INPUT = 0;

/** Milliseconds until an input that has nothing yet is asked again. */
const PATIENCE = 10;

/** What cannot be read, as the rest of a sentence that begins with its name. */
export class Unreadable extends Error {}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a directory',
  EACCES: 'it may not be read',
  ENAMETOOLONG: 'there is no such file',
};

/** The text of a file, or of standard input for `-`. Throws Unreadable, also for what is no text in UTF-8. */
export function readText(file: string): string {
  try {
    if (file === '-') return textOf(bytesOf(STANDARD_INPUT));
    const descriptor = openSync(file, 'r');
    try {
      if (fstatSync(descriptor).isDirectory()) throw new Unreadable('this is a directory');
      return textOf(bytesOf(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Unreadable(REASONS[code] ?? message);
  }
}

function bytesOf(descriptor: number): Buffer {
  const bytes = Buffer.alloc(MOST + 1);
  let length = 0;
  for (;;) {
    const read = readSome(descriptor, bytes, length);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > MOST) throw new Unreadable(`it has more than ${MOST.toLocaleString('en')} bytes`);
  }
}

function readSome(descriptor: number, bytes: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(descriptor, bytes, at, bytes.length - at, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    }
  }
}

function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const nul = bytes.indexOf(0);
  // Without its mark UTF-16 shows by the zeros between letters.
  if (mark === 'fffe' || mark === 'feff' || (nul >= 0 && nul < 2 && bytes.length > 3 && bytes[nul + 2] === 0))
    if (nul !== 0 || bytes[1] !== 0) throw new Unreadable('this is UTF-16; expected UTF-8');
  if (nul >= 0) throw new Unreadable(`byte ${nul + 1} is NUL, which no text has`);
  return bytes.toString('utf8');
}
