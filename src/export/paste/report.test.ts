import { expect, test } from 'vitest';
import { readMail } from './mail.ts';
import type { Report } from './report.ts';
import { comingTo } from './reported.ts';
import { outcomeOf } from './suggestion.ts';

const reportOf = (text: string): Report => {
  const mail = readMail(text);
  if (mail.kind !== 'offers' || !mail.report) throw new Error(`that is ${mail.kind}`);
  return mail.report;
};

const DMESG = `[   12.400001] ------------[ cut here ]------------
[   12.400003] WARNING: drivers/iommu/iommufd/main.c:369 at iommufd_fops_release+0x385/0x430, CPU#1: prog/777
[   12.400010] RIP: 0010:iommufd_fops_release+0x385/0x430
[   12.400020] Call Trace:
[   12.400022]  __fput+0x41f/0xb70
`;

const BOT = `Subject: [bot] WARNING in iommufd_device_unbind
WARNING: CPU: 1 PID: 4242 at drivers/iommu/iommufd/iommufd_private.h:208 iommufd_device_unbind+0x81/0xa0
Call Trace:
 <TASK>
 iommufd_selftest_destroy+0x60/0x90
`;

const KASAN = `BUG: KASAN: slab-use-after-free in iommufd_eventq_fops_release+0x45/0x110
Read of size 8 at addr ffff888 by task prog/8
Call Trace:
 dump_stack_lvl+0x53/0x70
 kasan_report+0xce/0x100
 iommufd_eventq_fops_release+0x45/0x110
 __fput+0x1ed/0x5e0
`;

const REFCOUNT = `refcount_t: underflow; use-after-free.
WARNING: CPU: 1 PID: 8 at lib/refcount.c:28 refcount_warn_saturate+0xf4/0x150
Call Trace:
 iommufd_access_destroy_object+0x1b/0x40
`;

test.each([
  ['a dmesg', DMESG, 'WARNING', 'iommufd_fops_release'],
  ['the report of a bot', BOT, 'WARNING', 'iommufd_device_unbind'],
  ['KASAN', KASAN, 'use after free', 'iommufd_eventq_fops_release'],
  ['a refcount', REFCOUNT, 'WARNING', 'iommufd_access_destroy_object'],
  ['a title', 'KASAN: slab-use-after-free Read in iommufd_ctx_put', 'use after free', 'iommufd_ctx_put'],
  [
    'KFENCE',
    'BUG: KFENCE: use-after-free read in iommufd_ctx_put+0x1/0x2\n',
    'use after free',
    'iommufd_ctx_put',
  ],
  [
    'another KFENCE',
    'BUG: KFENCE: invalid free in iommufd_ctx_put+0x1/0x2\n',
    'memory error',
    'iommufd_ctx_put',
  ],
  [
    'a BUG',
    'kernel BUG at drivers/iommu/iommufd/main.c:12!\nRIP: 0010:iommufd_object_remove+0x1/0x2\n',
    'kernel BUG',
    'iommufd_object_remove',
  ],
  [
    'UBSAN',
    'UBSAN: array-index-out-of-bounds in drivers/iommu/iommufd/main.c:12:3\nCall Trace:\n __ubsan_handle_out_of_bounds+0x1/0x2\n iommufd_fops_ioctl+0x1/0x2\n',
    'UBSAN report',
    'iommufd_fops_ioctl',
  ],
  [
    'a hung task',
    'INFO: task prog:8 blocked for more than 143 seconds.\n iommufd_object_remove+0x1/0x2\n',
    'hung task',
    'iommufd_object_remove',
  ],
  [
    'a thread',
    'Here:\n\n  iommufd_vdevice_destroy+0xdc/0x168\n  __fput+0xd0/0x2e0\n',
    'call trace',
    'iommufd_vdevice_destroy',
  ],
])('%s is recognised, with its function', (_, text, trouble, named) => {
  expect(reportOf(text)).toMatchObject({ trouble, named });
  expect(reportOf(text.replace(/^/gm, '> '))).toMatchObject({ trouble, named });
});

test('the scenarios of the library that come to it are found, each at the operation that does', () => {
  const titles = (text: string) => outcomeOf(comingTo(reportOf(text))).map(({ scenario }) => scenario.title);
  expect(titles(BOT)).toContain('Ten seconds were not enough');
  expect(titles(DMESG)).toContain('Nobody says that the ictx is NULL');
  expect(titles('WARNING in iommufd_nothing_of_it')).toEqual([]);
});

test('words of a mail are no report', () => {
  for (const text of ['WARNING: this is untested', 'It warns, then BUG. See below.', 'Call Trace:\n'])
    expect(readMail(text)).toMatchObject({ kind: 'nothing' });
});
