import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import pack from '../../../package.json';
import { DESIGN_NAMES, NOT_EMULATED } from '../../iommufd/index.ts';
import { formatText, SEED } from '../../scenario/index.ts';
import { builtCli } from '../built.fixture.ts';
import { PAGES } from '../help.ts';
import { graver, STATUS } from './status.ts';

const { cli, piped } = builtCli({
  'seed.rg': formatText({ ...SEED, ops: SEED.ops.slice(0, -1) }),
  'good.rg': 'open > c\nioas_alloc c > io\n',
  'many.rg': `open > c\n${'ioas_alloc c\n'.repeat(24)}`,
});

test('of two statuses the graver counts', () => {
  const all = Object.values(STATUS);
  const order = [STATUS.holds, STATUS.bound, STATUS.fails, STATUS.unreadable];
  for (const a of all)
    for (const b of all) expect(graver(a, b)).toBe(order[Math.max(order.indexOf(a), order.indexOf(b))]);
});

test('every command has a help of at most 80 columns, which documents the exit status', () => {
  for (const args of [['--help'], ...Object.keys(PAGES).map((name) => [name, '--help'])]) {
    const { stdout, stderr, status } = cli(args);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^Usage: release-graph/);
    expect(stdout).toMatch(/^ {2}3 {2}a bound was met/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  }
});

test('the help lists every design, and what is not emulated yet', () => {
  const words = cli(['--help']).stdout.split(/\s+/);
  for (const name of [...DESIGN_NAMES, ...NOT_EMULATED]) expect(words).toContain(name);
});

test('the version is that of the package', () => {
  expect(cli(['--version']).stdout).toBe(`release-graph ${pack.version}\n`);
});

test('time that is up is said, with status 3 where nothing failed so far', () => {
  const { stdout, status } = cli(['explore', '--seconds', '0.2', 'many.rg']);
  expect(status).toBe(3);
  expect(stdout).toMatch(/no fault so far .*stopped after 0\.2 seconds/);
  expect(cli(['explore', '--seconds', '0', 'many.rg']).status).toBe(2);
  expect(cli(['explore', '--from', '-1', 'many.rg'])).toMatchObject({
    stderr:
      "explore: Option '--from' argument is ambiguous; release-graph explore --help lists its options\n",
    status: 2,
  });
  expect(cli(['explore', '--depth', '5', 'many.rg'])).toMatchObject({
    stderr: '--depth 5: expected --from empty beside it\n',
    status: 2,
  });
  expect(cli(['explore', '--seconds', '60', 'good.rg']).status).toBe(0);
});

test('whoever stops reading is not told that all holds', () => {
  expect(piped('explore seed.rg', '| head -1').status).toBe(1);
  expect(piped('explore seed.rg', '| true').status).toBe(1);
  const { stderr, status } = piped('trace good.rg', '| (exec <&-; sleep 1)');
  expect({ stderr, status }).toEqual({ stderr: '', status: 3 });
});

test.runIf(spawnSync('test', ['-e', '/dev/full']).status === 0)('a full disk is said, with status 2', () => {
  const { stderr, status } = piped('explore seed.rg', '> /dev/full');
  expect(status).toBe(2);
  expect(stderr).toBe('standard output: there is no space left on the device\n');
});

test('a standard error that nobody reads does not change the status', () => {
  expect(piped('trace missing.rg', '2>&-').status).toBe(2);
  expect(piped('trace missing.rg', '2> >(true)').status).toBe(2);
});

test('a design is not compared with itself', () => {
  const { stdout, stderr, status } = cli(['compare', '--design', '7.3', 'good.rg']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toMatch(/^good\.rg: nothing to compare 7.3 with/);
});
