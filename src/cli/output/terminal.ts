import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { Closed, type Console, Unwritable } from './console.ts';
import { safe, safeLine } from './safe.ts';
import { graver, STATUS, type Status } from './status.ts';

const [OUTPUT, ERRORS] = [1, 2];

/** Milliseconds until a reader that has too much to read is asked again. */
const PATIENCE = 5;

const CLEAR = '\r\u001b[K';

/** The end of the standard streams of this process. What is written is written at once, so that a failure is known. */
export class Terminal implements Console {
  status: Status = STATUS.holds;
  readonly #isWatched = isatty(ERRORS);
  #isProgressShown = false;

  print(lines: string): void {
    this.#clear();
    try {
      writeAll(OUTPUT, `${safe(lines)}\n`);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new Closed();
      throw new Unwritable(code === 'ENOSPC' ? 'there is no space left on the device' : message);
    }
  }

  complain(line: string): void {
    this.#clear();
    try {
      writeAll(ERRORS, `${safeLine(line)}\n`);
    } catch {
      // Nobody listens; the status says it all the same.
    }
  }

  refuse(line: string): void {
    this.note(STATUS.unreadable);
    this.complain(line);
  }

  note(status: Status): void {
    this.status = graver(this.status, status);
  }

  progress(says: string): void {
    if (!this.#isWatched) return;
    writeAll(ERRORS, `${CLEAR}${safeLine(says)}`);
    this.#isProgressShown = true;
  }

  #clear(): void {
    if (this.#isProgressShown) writeAll(ERRORS, CLEAR);
    this.#isProgressShown = false;
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      // The pipe is full, and somebody has made it one that does not wait.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    }
  }
}
