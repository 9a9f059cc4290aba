import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is asked of a browser, by its name in WebDriver. */
export type Command =
  | 'Navigate'
  | 'ExecuteScript'
  | 'ElementClick'
  | 'PerformActions'
  | 'SetWindowRect'
  | 'TakeScreenshot';

/** A browser that was started, with one window. */
export interface Wire {
  send(command: Command, params?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Where it puts what the page has it save. */
  readonly downloads: string;
  end(): Promise<void>;
}

const ended = new Set<() => void>();
process.on('exit', () => {
  for (const end of ended) end();
});

/** A program with a folder of its own, in a group of its own that ends with it. */
export function begin(
  program: string,
  args: (folder: string) => readonly string[],
  env: (folder: string) => NodeJS.ProcessEnv = () => ({}),
): { readonly folder: string; end(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'release-graph-'));
  const started: ChildProcess = spawn(program, args(folder), {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...env(folder) },
  });
  const isOver = new Promise((over) => started.once('error', over).once('close', over));
  const kill = () => {
    try {
      if (started.pid !== undefined) process.kill(-started.pid);
    } catch {
      // All of the group has ended.
    }
  };
  ended.add(kill);
  const end = async () => {
    kill();
    await isOver;
    ended.delete(kill);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  return { folder, end };
}

/** Asks again until there is an answer. Throws after half a minute with the last reason. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 300; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
}
