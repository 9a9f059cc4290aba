import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildCli } from '../../scripts/cli.mjs';

const PROGRAM = join(process.cwd(), 'dist-cli/release-graph.js');

/** The built program in a folder of its own, with files in it, for the tests of a file. */
export function builtCli(files: Readonly<Record<string, string | Buffer>>) {
  const folder = mkdtempSync(join(tmpdir(), 'release-graph-'));
  beforeAll(() => {
    buildCli();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    cli: (args: readonly string[], input: string | Buffer = '') =>
      spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, input, encoding: 'utf8' }),
    /** The same in a pipeline of bash; its exit status is that of the program. */
    piped: (args: string, rest: string) =>
      spawnSync(
        'bash',
        ['-c', `"${process.execPath}" "${PROGRAM}" ${args} ${rest}; exit \${PIPESTATUS[0]}`],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      ),
  };
}
