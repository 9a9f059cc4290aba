import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { buildCli } from '../../scripts/cli.mjs';
import { OP_NAMES } from '../iommufd/index.ts';

/** The README and what it links to: a command may stand in any of them. */
const DOCUMENTS = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const CLI = 'npm run --silent cli --';

/** A command of the documents as a shell runs it, without npm. */
const bash = (script: string) =>
  spawnSync('bash', ['-c', script.replaceAll(CLI, `"${process.execPath}" dist-cli/release-graph.js`)], {
    encoding: 'utf8',
  });

const COMMANDS = DOCUMENTS.split('\n')
  .filter((line) => line.startsWith(`    ${CLI} `) && !line.includes('--tap'))
  .map((line) => /^ {4}(.*?) +# (\d): \S/.exec(line)?.slice(1, 3) ?? [line, 'no status']);

/** A block of the documents that begins with a line: what follows it as far as it is indented. */
function block(first: string): string {
  const lines = DOCUMENTS.slice(DOCUMENTS.indexOf(`    ${first}\n`)).split('\n');
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('    '));
  const inside = lines.slice(0, end).map((line) => line.slice(4));
  return `${inside.join('\n').trimEnd()}\n`;
}

beforeAll(buildCli, 60_000);

test('the documents have a command line for each command', () => {
  const commands = new Set(COMMANDS.map(([line = '']) => line.slice(CLI.length).trim().split(' ')[0]));
  expect([...commands].sort()).toEqual(
    ['trace', 'explore', 'compare', 'export', 'render', 'link', 'unlink', 'check', 'model'].sort(),
  );
});

test.each(COMMANDS)('%s ends with %s', (line = '', status) => {
  expect(String(bash(line).status)).toBe(status);
});

test('the recipe for a patch series runs, and ends with 0', () => {
  const { stdout, stderr, status } = bash(block('#!/bin/sh'));
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(/^ok 1 fixed in 7\.3\nall properties hold\nKTAP version 1\n1\.\.2$/m);
});

test('all examples together end with 1, in KTAP', () => {
  expect(DOCUMENTS).toContain('`explore --tap examples/*.txt`');
  const { stdout, status } = bash(`${CLI} explore --tap examples/*.txt`);
  expect(status).toBe(1);
  expect(stdout.match(/^not ok /gm)).toHaveLength(2);
});

test('the scenario in the documents is the first example, and every example is named', () => {
  expect(block('# title: A queue is live when its file is closed')).toBe(
    readFileSync('examples/cycle.txt', 'utf8'),
  );
  for (const file of readdirSync('examples')) expect(DOCUMENTS).toContain(`examples/${file}`);
});

test('the claim in the documents is that of an example', () => {
  const [claim] = /^# claims: .*$/m.exec(readFileSync('examples/fixed.txt', 'utf8')) ?? [];
  expect(DOCUMENTS).toContain(`\`${claim}\``);
});

test('the documents name every operation', () => {
  for (const name of OP_NAMES) expect(DOCUMENTS).toMatch(new RegExp(`\`${name}[\` ]`));
});
