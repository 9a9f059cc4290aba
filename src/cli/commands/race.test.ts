import { expect, test } from 'vitest';
import { formatText, SEED } from '../../scenario/index.ts';
import { builtCli } from '../built.fixture.ts';

const FAULT = 'open > c\nfault_alloc c > f ffd\n';

const QUEUE = formatText({ ...SEED, design: 'naive', ops: SEED.ops.slice(0, -1) });

const { cli } = builtCli({ 'queue.rg': QUEUE, 'fault.rg': FAULT, 'closed.rg': 'open > c\nclose c\n' });

test.each([
  ['close ffd,', /call 2 is empty/],
  [',', /call 1 is empty/],
  [',,', /call 1 is empty/],
  ['close ffd,# x', /call 2 has a comment or a second line/],
  ['# title: x,close ffd', /call 1 has a comment/],
  ['close ffd\ndestroy c f,open', /call 1 has a comment or a second line/],
  ['bg close ffd,open', /expected calls without bg/],
  ['close ffd,destry c f', /no operation is called "destry"; did you mean destroy\?/],
])('--race %j is refused, and no call of the file races', (calls, sentence) => {
  const { stdout, stderr, status } = cli(['explore', '--race', calls, 'fault.rg']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toMatch(sentence);
});

test('a descriptor that is opened again while a call uses it races like any other', () => {
  const { stdout, status } = cli(['explore', '--race', 'open,ioas_alloc c', 'closed.rg']);
  expect(status).toBe(0);
  expect(stdout).toContain('  returns 0, 0\n  returns 0, EBADF\n');
});

test('each clash has its scenario, the shortest first, and in several designs each is printed once', () => {
  const args = ['explore', '--race', 'close ffd,destroy c f', 'fault.rg'];
  const { stdout, status } = cli([...args, '--design', '7.3']);
  expect(status).toBe(1);
  const json = JSON.parse(cli([...args, '--design', '7.3', '--json']).stdout);
  const steps = json.clashes.map(({ microSteps }: { microSteps: number }) => microSteps);
  expect(steps).toEqual(steps.toSorted((a: number, b: number) => a - b));
  expect(stdout.match(/^# design: 7.3$/gm)).toHaveLength(json.clashes.length);
  for (const { counterexample } of json.clashes) expect(stdout).toContain(counterexample);
  const all = cli([...args, '--design', 'all']).stdout;
  const scenarios = all.split(/^# in .*$/m).slice(1);
  expect(new Set(scenarios.map((text) => text.replace(/^# design.*$/m, ''))).size).toBe(scenarios.length);
  expect(all).toMatch(/^# in naive, v6, 7.3, /m);
});

test('a race after which an exit frees not everything ends in a LEAK, with status 1', () => {
  const { stdout, status } = cli(['explore', '--race', 'ioas_alloc c,ioas_alloc c', 'queue.rg']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^ {2}LEAK after \d+ steps: access 8 pins the context file/m);
  const fixed = cli(['explore', '--race', 'ioas_alloc c,ioas_alloc c', 'queue.rg', '--design', '7.3']);
  expect(fixed.status).toBe(0);
  expect(fixed.stdout).not.toContain('LEAK');
});
