import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatText, SEED } from '../scenario/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'release-graph-'));
const program = join(process.cwd(), 'dist-cli/release-graph.js');

const cli = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd: folder, input, encoding: 'utf8' });

const documents = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

beforeAll(() => {
  const built = spawnSync(process.execPath, ['scripts/run.mjs', 'cli', '--help'], { encoding: 'utf8' });
  expect(built.stdout).toMatch(/^usage: release-graph/);
  writeFileSync(join(folder, 'good.txt'), '# design: naive\nopen > c\nioas_alloc c > io\nclose c\n');
  writeFileSync(join(folder, 'seed.txt'), formatText({ ...SEED, ops: SEED.ops.slice(0, -1) }));
  writeFileSync(join(folder, 'bad.txt'), 'open > c\nioas_map c ioas=io\n');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('trace prints the recorded shape of a real kernel, the implicit exit included', () => {
  const lines = readFileSync('src/trace/recordings/naive.jsonl', 'utf8').split('\n');
  const kernel = JSON.parse(lines.find((line) => line.includes('"a19_hwqueue_close"')) as string);
  const text = kernel.ops
    .filter((op: { implicit?: true }) => !op.implicit)
    .map((op: { text: string }) => op.text);
  writeFileSync(join(folder, 'a19_hwqueue_close.txt'), text.join('\n'));
  const { stdout, stderr, status } = cli(['trace', '--design', 'naive', 'a19_hwqueue_close.txt']);
  const withoutEvents = kernel.ops.map(({ events: _, ...op }: { events: unknown }) => op);
  withoutEvents[0].out.c = 3;
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(documents(stdout)[0]).toMatchObject({
    scenario: 'a19_hwqueue_close',
    design: 'naive',
    leaked_contexts: [1],
    ops: withoutEvents,
  });
});

test('a bad file is named with line, column and what was expected; the others still run', () => {
  const { stdout, stderr, status } = cli(['trace', 'bad.txt', 'good.txt', 'missing.txt', '-'], 'open > c');
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^bad\.txt:2:17: no line before this one defines "io"; expected a label or an object ID \(ioas\)$/m,
  );
  expect(stderr).toMatch(/^missing\.txt: ENOENT/m);
  expect(documents(stdout).map(({ scenario, design }) => [scenario, design])).toEqual([
    ['good', 'naive'],
    ['stdin', 'merged'],
  ]);
});

test('--steps adds the micro-steps, each with its stack', () => {
  const [{ ops }] = documents(cli(['trace', '--steps', 'good.txt']).stdout);
  expect(ops[1].steps[0]).toMatchObject({
    stack: ['iommufd_ioas_alloc_ioctl', '_iommufd_object_alloc'],
    effect: { do: 'alloc' },
  });
});

test('explore says which property fails, in how many orders, and the shortest way there as a scenario', () => {
  const { stdout, stderr, status } = cli(['explore', 'seed.txt']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(stdout).toMatch(
    /^seed in naive: LEAK after close c; in 4 of 36 orders \(15 states, 52 transitions\)$/m,
  );
  expect(stdout).toMatch(/^ {2}P1 {2}FAILS .*: after close c,/m);
  expect(stdout).toContain('without access->ictx of access 8 every order frees everything');
  const text = stdout.slice(stdout.indexOf('# design'));
  expect(cli(['explore', '--from', 'empty', '-'], text).status).toBe(0);
  const [{ leaked_contexts: leaked }] = documents(cli(['trace', '-'], text).stdout);
  expect(leaked).toEqual([1]);
});

test('explore tells of each design, and is content where all properties hold', () => {
  const { stdout, status } = cli(['explore', '--design', 'merged', '--json', 'seed.txt']);
  expect(status).toBe(0);
  expect(documents(stdout)).toMatchObject([
    { design: 'merged', headline: 'FREED', isComplete: true, counterexample: null },
  ]);
  const all = documents(cli(['explore', '--design', 'all', '--json', 'seed.txt']).stdout);
  expect(all.map(({ design }) => design).slice(0, 3)).toEqual(['naive', 'v6', 'merged']);
  expect(all.find(({ design }) => design === 'v6').headline).toBe('FREED');
});

test('link and unlink are each other’s inverse', () => {
  const fragment = cli(['link', 'good.txt']).stdout.trim();
  expect(cli(['unlink', fragment]).stdout).toBe('# design: naive\nopen > c\nioas_alloc c > io\nclose c\n');
  expect(cli(['link', '-'], cli(['unlink', fragment]).stdout).stdout.trim()).toBe(fragment);
});

test.each([
  [['frobnicate'], /no command is called frobnicate; expected trace, explore, link, unlink/],
  [['trace'], /no file; expected FILE/],
  [['trace', '--design', 'perfect', 'good.txt'], /no such design; expected one of naive/],
  [['trace', '--what', 'good.txt'], /--what/],
  [['explore', '--from', '9', 'good.txt'], /expected end, empty, or a number of operations up to 3/],
  [['explore', '--design', 'perfect', 'good.txt'], /no such design; expected all or one of naive/],
  [['unlink', 'rubbish'], /A link begins with 1a/],
  [['link'], /expected one FILE/],
])('%j is refused with a sentence and status 2', (args, sentence) => {
  const { stderr, status, stdout } = cli(args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(sentence);
});
