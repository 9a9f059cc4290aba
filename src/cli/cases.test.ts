import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli } from './built.fixture.ts';
import { STATUS } from './output/status.ts';

const CASES = 'src/cli/cases';

const files = readdirSync(CASES).filter((name) => name.endsWith('.txt'));
const { cli } = builtCli(Object.fromEntries(files.map((name) => [name, readFileSync(join(CASES, name))])));

interface Finding {
  readonly name: string;
  readonly operation: number;
  readonly because: string;
}

/** What a trace finds, each with the operation it is in, and a refusal with its errno. */
function foundIn(name: string): string {
  const { findings } = JSON.parse(cli(['trace', `${name}.txt`]).stdout) as { findings: Finding[] };
  const told = findings.map(({ name, operation, because }) =>
    name === 'REFUSED' ? `${because.split(' ').at(-1)} ${operation}` : `${name} ${operation}`,
  );
  return told.join(', ');
}

const FREED = 'everything is freed, and nothing is left to tear down';
const LEAK = 'LEAK already, whatever comes next';

/** By case: the exit status of explore, what it says at once, and what trace finds in which operation. */
const EXPECTED: readonly (readonly [string, number, string, string])[] = [
  ['aborted-with-users', 1, 'LEAK in 4 of 4 teardown orders, first by close c', 'EADDRINUSE 4, WARN 4'],
  ['access-through-another-context', 0, 'FREED in all 413 teardown orders', ''],
  ['allocation-under-way', 3, 'not asked: hwpt_alloc is under way in a second thread', ''],
  ['attach-fails', 0, 'FREED in all 4 teardown orders', 'EADDRINUSE 4'],
  ['attach-without-memory', 0, 'FREED in all 4 teardown orders', 'ENOMEM 4'],
  ['bound-vdevice', 0, FREED, 'EEXIST 9, EEXIST 10'],
  ['closed', 0, FREED, ''],
  ['fault-alone', 0, 'FREED in all 7 teardown orders', ''],
  ['fault-answer-not-copied', 0, 'FREED in all 2 teardown orders', 'EFAULT 2'],
  ['fault-closed-while-destroyed', 1, 'UAF already, in operation 5', 'UAF 5'],
  ['fault-flag-in-6.12', 0, 'FREED in all 41 teardown orders', 'EOPNOTSUPP 5'],
  ['fault-queue', 0, FREED, 'ENOENT 10, EBUSY 15, EBUSY 17'],
  ['fault-without-memory', 0, 'FREED in all 2 teardown orders', 'ENOMEM 2'],
  ['fault-without-second-memory', 0, 'FREED in all 2 teardown orders', 'ENOMEM 2'],
  ['five-contexts', 0, 'FREED in all 12,259,179 teardown orders', 'EINVAL 6, ENOENT 9'],
  ['forgotten-put', 1, 'HANG already, in operation 12', 'HANG 12, WARN 12, NO PROGRESS 14'],
  ['held-at-close', 1, 'not asked: an ioctl in flight holds hwpt_paging 4', 'NO PROGRESS 5'],
  ['held', 3, 'not asked: an ioctl in flight holds hwpt_paging 4', 'NO PROGRESS 5'],
  ['late-fput', 1, 'UAF already, in operation 2', 'EFAULT 2, BAD PUT 2, BAD PUT 2, UAF 2, BAD PUT 2, UAF 2'],
  ['leaked-by-a-test-op', 1, LEAK, 'NO PROGRESS 5'],
  [
    'macro',
    1,
    'BAD PUT already, in operation 8',
    'BAD PUT 8, HANG 8, BAD PUT 8, BAD PUT 8, WARN 8, NO PROGRESS 9',
  ],
  ['mapping-in-a-child', 0, FREED, 'EBUSY 11'],
  ['mmap-in-6.16', 0, FREED, 'E2BIG 5, ENODEV 6, ENOENT 7'],
  ['mock-through-another-context', 0, 'FREED in all 172 teardown orders', ''],
  ['no-ioas', 0, 'FREED in all 2 teardown orders', 'ENOENT 2'],
  ['no-zeroing', 1, 'BAD PUT already, in operation 8', 'BAD PUT 8, NO PROGRESS 8'],
  ['ops-closed', 1, 'BAD PUT already, in operation 8', 'BAD PUT 8'],
  ['ops-destroyed', 1, 'BAD PUT already, in operation 8', 'BAD PUT 8, NO PROGRESS 8'],
  ['partial-unmap', 0, FREED, 'EBUSY 9'],
  ['pasid-detach-of-nothing-with-pasids', 0, 'FREED in all 6 teardown orders', ''],
  ['pasid-detach-of-nothing', 0, 'FREED in all 6 teardown orders', ''],
  ['pin-in-the-range-of-a-queue', 0, 'FREED in all 182 teardown orders', ''],
  ['pinned-access', 0, 'FREED in all 7 teardown orders', ''],
  ['pins-beside-a-queue', 0, FREED, 'EBUSY 12, EBUSY 14, ENOENT 15, EBADF 17'],
  ['queue-at-close-7.3', 0, FREED, ''],
  ['queue-at-close', 1, LEAK, 'LEAK 8'],
  ['queue-first', 0, FREED, ''],
  ['queue-race', 1, 'UAF already, in operation 14', 'BAD PUT 11, UAF 14, BAD PUT 14'],
  ['queue', 1, 'LEAK in 4 of 36 teardown orders, first by close c', 'LEAK 8'],
  ['stored-ictx', 1, 'UAF already, in operation 9', 'BAD PUT 8, UAF 9, UAF 9, UAF 9, UAF 10, BAD PUT 10'],
  ['three-mock-devices', 0, 'FREED in all 14 teardown orders', ''],
  ['two-ioas', 0, 'FREED in all 20 teardown orders', ''],
  ['two-queues-and-an-access', 0, 'FREED in all 3,565 teardown orders', ''],
  ['two-queues', 0, FREED, 'EBUSY 9, EBUSY 10, EBUSY 11, EBUSY 12'],
  ['unbind-and-unhold-7.3', 1, 'HANG already, in operation 5', 'HANG 5, WARN 5'],
  ['unbind-and-unhold', 1, 'HANG already, in operation 5', 'HANG 5, WARN 5'],
  ['unbind-while-held', 1, 'not asked: an ioctl in flight holds device 3', 'HANG 5, WARN 5, NO PROGRESS 6'],
  ['unmap-and-close-of-an-access', 1, 'LEAK in 2 of 2 teardown orders, first by close c', 'WARN 7, LEAK 10'],
  ['vdevice-after-unbind-of-a-mock', 1, 'WARN already, in operation 7', 'WARN 7'],
  ['vdevice-after-unbind', 1, LEAK, 'WARN 8, LEAK 8'],
  ['vdevice-in-6.16', 0, FREED, ''],
  ['vdevice-pins-device', 1, 'WARN after destroy c sd', 'WARN 7'],
  ['vdevice-twice-on-device', 0, 'FREED in all 34 teardown orders', ''],
  ['veventq-alone', 0, 'FREED in all 52 teardown orders', ''],
  ['wait-of-sixty-seconds', 1, 'HANG already, in operation 4', 'HANG 4'],
];

test.each(EXPECTED)('%s: exit status %i, %s', (name, status, says, found) => {
  const explored = cli(['explore', `${name}.txt`]);
  expect(explored.stderr).toBe('');
  const [first = ''] = explored.stdout.split('\n');
  expect(first.slice(0, name.length + 4)).toBe(`${name} in `);
  expect(first).toContain(`: ${says}`);
  expect(explored.status).toBe(status);
  expect(foundIn(name)).toBe(found);
});

test('each case is expected to come to something', () => {
  const elsewhere = ['impossible-reference', 'many-of-everything', 'twenty-queues'];
  const names = [...EXPECTED.map(([name]) => name), ...elsewhere];
  expect(files.map((name) => name.slice(0, -4)).toSorted()).toEqual(names.toSorted());
});

test('a reference that its holder cannot take is refused with the place', () => {
  const { stderr, status } = cli(['explore', 'impossible-reference.txt']);
  expect(status).toBe(STATUS.unreadable);
  expect(stderr).toMatch(
    /^impossible-reference\.txt:2:\d+: a hwpt_paging can hold ictx or ioas or fault, not "device"/,
  );
});

test('of a call that is under way nothing is claimed, not even a leak', () => {
  const { stdout, status } = cli(['explore', '--from', '4', 'wait-of-sixty-seconds.txt']);
  expect(stdout).toBe('wait-of-sixty-seconds in 7.3: not asked: close is under way in a second thread\n');
  expect(status).toBe(STATUS.bound);
});

test('what the file itself did is told where nothing is asked', () => {
  const { stdout, status } = cli(['explore', 'unbind-while-held.txt']);
  expect(stdout).toContain('in the file itself: WARN in operation 5, destroy c sd: ');
  expect(stdout).toContain('at iommufd_device_unbind\n');
  expect(status).toBe(STATUS.fails);
  expect(cli(['explore', '--tap', 'unbind-while-held.txt']).stdout).toContain('no WARN in the file itself');
});

test.each([
  ['unbind-and-unhold', 'at iommufd_device_unbind'],
  ['leaked-by-a-test-op', 'ioas 1 and hwpt_paging 4 are leaked'],
  ['vdevice-after-unbind', 'at iommufd_device_unbind'],
  ['unmap-and-close-of-an-access', 'at iommufd_access_destroy'],
  ['late-fput', 'iommufd_eventq_fops_release touches fault 1, which is freed'],
  ['ops-destroyed', 'iommufd_ctx_put follows a bad pointer: BUG: kernel NULL pointer dereference'],
])('%s says where it goes wrong', (name, where) => {
  const { stdout } = cli(['explore', `${name}.txt`]);
  const past = stdout.split('\n').filter((line) => line.startsWith('  in the file itself: '));
  expect(past.join('\n')).toContain(where);
});

test.each([
  ['fault-alone', 'close ffd,destroy c f', 'UAF after'],
  ['veventq-alone', 'close vefd,destroy c ve', 'UAF after'],
  ['pinned-access', 'ioas_unmap c ioas=io all=1,close acc', 'WARN after'],
])('%s, raced: %s is found out', (name, calls, finding) => {
  const { stdout, status } = cli(['explore', '--race', calls, `${name}.txt`]);
  expect(stdout).toContain(finding);
  expect(status).toBe(STATUS.fails);
});

test.each(['destroy c 1', 'fault_alloc c'])(
  'a closed descriptor is raced with its reuse: open, %s',
  (second) => {
    const { stdout, stderr, status } = cli(['explore', '--race', `open,${second}`, 'closed.txt']);
    expect({ stderr, status }).toEqual({ stderr: '', status: STATUS.holds });
    expect(stdout).toContain('returns 0, EBADF');
  },
);
