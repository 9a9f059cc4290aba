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
  expect(built.stdout).toMatch(/^Usage: release-graph/);
  writeFileSync(join(folder, 'good.txt'), '# design: naive\nopen > c\nioas_alloc c > io\nclose c\n');
  writeFileSync(join(folder, 'seed.txt'), formatText({ ...SEED, ops: SEED.ops.slice(0, -1) }));
  const pinned = `# design: 6.17
# cursor: op 10 step 0
open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p
ioas_unmap c ioas=io iova=0x1002000`;
  writeFileSync(join(folder, 'pinned.txt'), pinned);
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
    provenance: { kind: 'recorded' },
    ops: withoutEvents,
  });
});

test('a bad file is named with line, column and what was expected; the others still run', () => {
  const { stdout, stderr, status } = cli(['trace', 'bad.txt', 'good.txt', 'missing.txt', '-'], 'open > c');
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^bad\.txt:2:17: no line before this one defines "io"; expected a label or an object ID \(ioas\)$/m,
  );
  expect(stderr).toMatch(/^missing\.txt: there is no such file; expected a scenario, a link or a mail/m);
  expect(documents(stdout).map(({ scenario, design }) => [scenario, design])).toEqual([
    ['good', 'naive'],
    ['stdin', '7.3'],
  ]);
});

test('--steps adds the micro-steps, each with its stack', () => {
  const [{ ops }] = documents(cli(['trace', '--steps', 'good.txt']).stdout);
  expect(ops[1].steps[0]).toMatchObject({
    stack: ['iommufd_fops_ioctl', 'iommufd_ioas_alloc_ioctl', '_iommufd_object_alloc'],
    effect: { do: 'alloc' },
  });
});

test('explore says which property fails, in how many orders, and the shortest way there as a scenario', () => {
  const { stdout, stderr, status } = cli(['explore', 'seed.txt']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(stdout).toMatch(
    /^seed in naive: LEAK in 4 of 36 teardown orders, first by close c \(15 states, 52 transitions\)$/m,
  );
  expect(stdout).toMatch(/^ {2}P1 {2}FAILS .* is freed\n {14}after close c: access 8 pins/m);
  expect(stdout).toContain('without access->ictx of access 8 every order frees everything');
  const text = stdout.slice(stdout.indexOf('# design'));
  const [{ leaked_contexts: leaked }] = documents(cli(['trace', '-'], text).stdout);
  expect(leaked).toEqual([1]);
});

test('each command says whether a real kernel recorded the run, in the design in which it runs', () => {
  const kindIn = (design: string) =>
    documents(cli(['trace', '--design', design, 'good.txt']).stdout)[0].provenance.kind;
  expect(['7.3', 'macro', '6.16'].map(kindIn)).toEqual(['recorded', 'counter-example', 'emulated only']);
  const explored = (...more: string[]) => cli(['explore', ...more, 'good.txt']).stdout;
  expect(explored('--design', '7.3').split('\n')[1]).toBe(
    '  the operations before, then an exit: recorded on 7.3.4; the teardown orders after them: emulated',
  );
  expect(documents(explored('--design', 'macro', '--json'))[0].provenance).toEqual({
    kind: 'counter-example',
    says: 'macro is a counter-example: no kernel was ever like that, and none was built to record it.',
  });
});

test('explore says the same of a scenario that claims how it ends, and repeats the claim of no other', () => {
  const claims = cli(['unlink', cli(['link', '--claim', 'seed.txt']).stdout.trim()]).stdout;
  expect(claims).toMatch(/^# claims: LEAK/m);
  const { stdout } = cli(['explore', '-'], claims);
  expect(stdout.replace(/^stdin in/, 'seed in')).toBe(cli(['explore', 'seed.txt']).stdout);
});

test('explore tells of each design, and is content where all properties hold', () => {
  const { stdout, status } = cli(['explore', '--design', '7.3', '--json', 'seed.txt']);
  expect(status).toBe(0);
  expect(documents(stdout)).toMatchObject([
    { design: '7.3', headline: 'FREED', isComplete: true, counterexample: null },
  ]);
  const all = documents(cli(['explore', '--design', 'all', '--json', 'seed.txt']).stdout);
  expect(all.map(({ design }) => design).slice(0, 3)).toEqual(['naive', 'v6', '7.3']);
  expect(all.find(({ design }) => design === 'v6').headline).toBe('FREED');
});

test('explore --from empty finds the shortest scenario that goes wrong by itself', () => {
  const { stdout, status } = cli(['explore', '--from', 'empty', '--depth', '7', 'seed.txt']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/P1 {2}FAILS {3}the context is not freed when the process exits/);
  const [{ leaked_contexts: leaked }] = documents(
    cli(['trace', '-'], stdout.slice(stdout.indexOf('# design'))).stdout,
  );
  expect(leaked).toEqual([1]);
  expect(cli(['explore', '--from', 'empty', '--depth', '4', 'seed.txt']).status).toBe(0);
});

test('explore --race says what the calls can return, and a clash as a scenario that goes wrong by itself', () => {
  const calls = 'destroy c q0, hw_queue_alloc c viommu=vi index=1';
  const { stdout, status } = cli(['explore', '--design', '7.3', '--race', calls, 'seed.txt']);
  expect(status).toBe(1);
  expect(stdout).toContain('  returns 0, EIO\n');
  expect(stdout).toMatch(/BAD PUT after \d+ steps: _iommufd_object_depend: refcount_t: addition on 0/);
  const again = cli(['trace', '-'], stdout.slice(stdout.indexOf('# design')));
  expect(again.stdout).toContain('refcount_t: addition on 0; use-after-free.');
  const fine = cli([
    'explore',
    '--design',
    '7.3',
    '--race',
    'destroy c q0, destroy c q0',
    '--json',
    'seed.txt',
  ]);
  expect(fine.status).toBe(0);
  expect(documents(fine.stdout)).toMatchObject([{ returns: ['0, ENOENT', 'ENOENT, 0'], clashes: [] }]);
});

test('export prints the model for another model checker, of the design and from the operation asked for', () => {
  const { stdout, stderr, status } = cli(['export', '--promela', 'seed.txt']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(
    /in the design naive, after:[\s\S]*15 states, stored[\s\S]*active proctype user_space\(\) \{/,
  );
  const tla = cli(['export', '--tla', '--design', 'v6', '--from', '1', 'seed.txt']).stdout;
  expect(tla).toMatch(/in the design v6, after:\n {4}open > c\n\n[\s\S]*3 distinct states found/);
});

test('export refuses what has too many states for a model', () => {
  const text = ['open > c', ...Array.from({ length: 18 }, () => 'ioas_alloc c')].join('\n');
  const { stdout, stderr, status } = cli(['export', '--promela', '-'], text);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toMatch(/^-: more than 200,000 states; expected a scenario with fewer/);
});

test('render prints the graph at the step, in the design and the colours asked for', () => {
  const { stdout, stderr, status } = cli([
    'render',
    '--as',
    'json',
    '--design',
    'v6',
    '--step',
    '9',
    'seed.txt',
  ]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(JSON.parse(stdout)).toMatchObject({ design: 'v6', step: { number: 9 }, verdict: { name: 'FREED' } });
  const svg = (...args: string[]) => cli(['render', '--as', 'svg', ...args, 'seed.txt']).stdout;
  expect(svg()).toContain('prefers-color-scheme');
  expect(svg('--theme', 'dark')).not.toContain('prefers-color-scheme');
  expect(svg('--reading', 'releases')).toContain('releases, as on the list');
  expect(cli(['render', '--as', 'strip', 'seed.txt']).stdout.match(/class="step"/g)).toHaveLength(7);
});

test('the link that render writes into Markdown opens the step that it shows', () => {
  const { stdout } = cli(['render', '--as', 'markdown', '--step', '9', 'seed.txt']);
  const fragment = /`#(1a[^`]+)`/.exec(stdout)?.[1] ?? '';
  const again = cli(['render', '--as', 'markdown', '-'], cli(['unlink', fragment]).stdout);
  expect(again.stdout).toBe(stdout);
  expect(stdout).toContain('Step 9 of ');
});

test('link and unlink are each other’s inverse', () => {
  const fragment = cli(['link', 'good.txt']).stdout.trim();
  expect(cli(['unlink', fragment]).stdout).toBe('# design: naive\nopen > c\nioas_alloc c > io\nclose c\n');
  expect(cli(['link', '-'], cli(['unlink', fragment]).stdout).stdout.trim()).toBe(fragment);
});

test('what link --claim says is reproduced, as a link, in an address, and as text', () => {
  const fragment = cli(['link', '--claim', 'good.txt']).stdout.trim();
  const text = cli(['unlink', fragment]).stdout;
  expect(text).toMatch(/^# claims: FREED [0-9a-z]{8} engine \d+$/m);
  writeFileSync(join(folder, 'claims.txt'), text);
  expect(cli(['link', 'claims.txt']).stdout.trim()).toBe(fragment);
  const { stdout, stderr, status } = cli([
    'check',
    fragment,
    `https://example.org/#${fragment}`,
    'claims.txt',
  ]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const says = /: reproduced: ends FREED in naive; end state identical \[recorded on 7\.3\.4\]$/;
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(says);
});

test('check says what differs, with status 1', () => {
  const text = cli(['unlink', cli(['link', '--claim', 'good.txt']).stdout.trim()]).stdout;
  writeFileSync(join(folder, 'verdict.txt'), text.replace('claims: FREED', 'claims: LEAK'));
  writeFileSync(join(folder, 'state.txt'), text.replace('ioas_alloc c > io\n', ''));
  const { stdout, status } = cli(['check', 'verdict.txt', 'state.txt', '-'], text);
  const [verdict, state, same] = stdout.trim().split('\n');
  expect(status).toBe(1);
  expect(verdict).toMatch(
    /^verdict\.txt: differs: LEAK claimed in naive, but it ends FREED; the end state is identical: the context and every/,
  );
  expect(state).toMatch(
    /^state\.txt: differs: ends FREED in naive as claimed, but the end state differs: \w{8} claimed, \w{8} found \[recorded on 7\.3\.4\]$/,
  );
  expect(same).toMatch(/^-: reproduced: /);
});

test('check holds every link of a mail to its claim', () => {
  const good = cli(['link', '--claim', 'good.txt']).stdout.trim();
  const seed = cli(['link', '--claim', 'seed.txt']).stdout.trim();
  writeFileSync(join(folder, 'two.txt'), `Hi,\n\nlink: #${good}\n\nand without the fix:\n\nlink: #${seed}\n`);
  const { stdout } = cli(['check', 'two.txt']);
  expect(stdout.match(/^two\.txt.*reproduced/gm)).toHaveLength(2);
});

test('check names an input that cannot be read or claims nothing, checks the others, and ends with status 2', () => {
  const fragment = cli(['link', '--claim', 'good.txt']).stdout.trim();
  writeFileSync(join(folder, 'odd.txt'), '# claims: FREED\nopen > c\n');
  const inputs = ['good.txt', 'odd.txt', 'missing.txt', fragment.slice(0, -1), fragment];
  const { stdout, stderr, status } = cli(['check', ...inputs]);
  expect(status).toBe(2);
  expect(stdout).toBe(`${fragment}: reproduced: ${stdout.split(': reproduced: ')[1]}`);
  expect(stderr).toMatch(/^good\.txt: it makes no claim; expected a line "# claims: …"/m);
  expect(stderr).toMatch(/^odd\.txt:1:11: "FREED" is not a claim; expected VERDICT DIGEST engine N$/m);
  expect(stderr).toMatch(/^missing\.txt: there is no such file; expected a scenario, a link or a mail/m);
  expect(stderr).toMatch(/^1an\S+: The link is damaged or cut short/m);
});

test.each([
  [
    ['frobnicate'],
    /no command is called frobnicate; expected trace, explore, compare, export, render, link, unlink, check/,
  ],
  [['check'], /check: nothing to check; expected FILE… or LINK…/],
  [['trace'], /no file; expected FILE/],
  [
    ['trace', '--design', 'perfect', 'good.txt'],
    /no design is called "perfect"; expected .* or one of naive/,
  ],
  [['trace', '--what', 'good.txt'], /--what/],
  [['explore', '--race', 'destroy c io', 'good.txt'], /1 call; expected two or three, with commas between/],
  [['explore', '--race', 'destroy c io,destroy c q9', '--from', '2', 'good.txt'], /q9/],
  [
    ['explore', '--from', 'empty', '--depth', '99', 'good.txt'],
    /expected a number of operations from 1 to 12/,
  ],
  [['explore', '--from', '9', 'good.txt'], /expected end, empty, cursor, or a number of operations up to 3/],
  [
    ['explore', '--design', 'perfect', 'good.txt'],
    /no design is called "perfect"; expected .* or one of naive/,
  ],
  [['export', 'good.txt'], /expected one of --promela and --tla/],
  [['export', '--promela', '--tla', 'good.txt'], /expected one of --promela and --tla/],
  [['export', '--promela'], /expected one FILE or -/],
  [
    ['export', '--promela', '--design', 'perfect', 'good.txt'],
    /no design is called "perfect"; expected .* or one of naive/,
  ],
  [
    ['export', '--tla', '--from', '9', 'good.txt'],
    /expected end, empty, cursor, or a number of operations up to 3/,
  ],
  [
    ['render', 'good.txt'],
    /expected --as with one of svg, strip, text, cycle, ledger, steps, columns, dot, mermaid, markdown, json/,
  ],
  [['render', '--as', 'gif', 'good.txt'], /expected --as with one of svg/],
  [['render', '--as', 'svg'], /expected one FILE or -/],
  [['render', '--as', 'svg', '--theme', 'pink', 'good.txt'], /expected one of auto, light, dark/],
  [['render', '--as', 'svg', '--reading', 'x', 'good.txt'], /expected one of holds, releases/],
  [['render', '--as', 'svg', '--design', 'perfect', 'good.txt'], /no design is called "perfect"/],
  [['render', '--as', 'svg', '--step', '-1', 'good.txt'], /--step/],
  [['render', '--as', 'svg', '--step=x', 'good.txt'], /expected the number of a step/],
  [
    ['render', '--as', 'svg', '--step', '999', 'good.txt'],
    /good\.txt: --step 999: expected a step up to \d+$/m,
  ],
  [['unlink', 'rubbish'], /A link begins with 1a/],
  [['link'], /expected one FILE/],
])('%j is refused with a sentence and status 2', (args, sentence) => {
  const { stderr, status, stdout } = cli(args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(sentence);
});

test('compare says where runs part, and ends with 1; with 0 where they do not', () => {
  const parted = cli(['compare', '--design', 'naive', '--design', '7.3', 'seed.txt']);
  expect(parted.status).toBe(1);
  expect(parted.stdout).toMatch(
    /^seed: naive, 7.3\n {2}after 7 hw_queue_alloc c viommu=vi > q0\n {4}ictx 1: file count 2 in naive, file count 1 in 7.3$/m,
  );
  const same = cli([
    'compare',
    '--design',
    '7.3',
    '--design',
    'x: naive, internalHoldsFile no',
    '--json',
    'seed.txt',
  ]);
  expect(same.status).toBe(0);
  expect(documents(same.stdout)[0]).toMatchObject({ scenario: 'seed', differences: [] });
});

test('compare without a file finds the shortest sequence after which two designs differ', () => {
  const { stdout, status } = cli(['compare', '--design', 'put-wakes', '--design', '7.3', '--depth', '4']);
  expect(status).toBe(0);
  expect(stdout).toContain('no difference within these bounds');
  expect(stdout).toMatch(
    /from an empty context: up to 4 operations, 9 objects and 2 mapped ranges at a time$/m,
  );
  expect(stdout).toMatch(/tried [\d,]+ operations from [\d,]+ pairs of states: open, ioas_alloc, .*, exit$/m);
  const told = cli(['compare', '--design', 'external-no-ops', '--design', '7.3', '--depth', '4']);
  expect(told.status).toBe(1);
  expect(told.stdout).toContain(
    'verdict: the exit leaves the context behind in external-no-ops; the exit frees everything in 7.3',
  );
  const text = told.stdout.split('\n\n').find((part) => part.startsWith('# title: verdict'));
  expect(text?.trimEnd().split('\n')).toEqual([
    '# title: verdict',
    '# design: external-no-ops',
    '# beside: 7.3',
    'open > c',
    'ioas_alloc c > io',
    'access_create c ioas=io > acc',
    'exit',
  ]);
});

test('compare searches from a beginning of a file: so many operations, all, none, or those before its cursor', () => {
  const at = (from: string, depth: string, file = 'pinned.txt') =>
    cli(['compare', '--design', '6.17', '--design', '7.3', '--from', from, '--depth', depth, '--json', file]);
  for (const from of ['10', 'cursor']) {
    const { stdout, status } = at(from, '1');
    expect(status).toBe(1);
    const [found] = documents(stdout) as { before: number; isComplete: boolean; apart: { by: string }[] }[];
    expect(found).toMatchObject({ scenario: 'pinned', before: 10, isComplete: true });
    expect(found?.apart.map(({ by }) => by)).toEqual(['counts', 'log', 'verdict']);
  }
  expect(at('9', '1').status).toBe(0);
  expect(at('empty', '3').status).toBe(0);
  const end = at('end', '1');
  expect(documents(end.stdout)[0]).toMatchObject({ before: 11 });
  expect(at('12', '1').stderr).toContain('expected end, empty, cursor, or a number of operations up to 11');
});

test('explore and export begin at the cursor of a file', () => {
  const explored = cli(['explore', '--from', 'cursor', '--json', 'pinned.txt']);
  expect(explored.stdout).toBe(cli(['explore', '--from', '10', '--json', 'pinned.txt']).stdout);
  expect(explored.stdout).not.toBe(cli(['explore', '--json', 'pinned.txt']).stdout);
  const exported = cli(['export', '--promela', '--from', 'cursor', 'pinned.txt']);
  expect(exported.stdout).toBe(cli(['export', '--promela', '--from', '10', 'pinned.txt']).stdout);
});

test.each([
  [['compare', 'seed.txt'], /nothing to compare naive with/],
  [['compare', '--design', 'naive'], /expected --design twice/],
  [['compare', '--design', 'naive', '--design', 'v6', '--from', '3'], /and no --from/],
  [
    ['compare', '--design', 'naive', '--design', 'x: y', 'seed.txt'],
    /it begins with "y", which is not a named design/,
  ],
  [['compare', '--design', 'naive', '--design', '7.3', '--depth', '99'], /from 1 to 12/],
])('%j is refused with a sentence', (args, sentence) => {
  const { status, stderr } = cli(args);
  expect(status).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('a design of one’s own runs wherever a preset does', () => {
  const own = 'my fix: naive, without access->ictx';
  expect(cli(['explore', '--design', 'naive', 'seed.txt']).status).toBe(1);
  expect(cli(['explore', '--design', own, 'seed.txt']).status).toBe(0);
  expect(documents(cli(['trace', '--design', own, 'seed.txt']).stdout)[0]).toMatchObject({
    leaked_contexts: [],
  });
});
