import type { Guide } from '../guide.ts';
import { DESTROYED_QUEUE, FREED } from '../guide.ts';

export const HISTORY = {
  'forgotten-put': {
    story:
      'v8 wrote the test of the notification loop as "could not be locked, or is internal". So an internal access was locked first and then skipped, and the lock never put. It takes an external access on the same IOAS to get there. The wait of sixty seconds is what one notices; what lasts is the access, which is leaked, and the warning of the release that cannot get rid of it. The fix swaps the two conditions.',
    lookAt: 'users and wait_cnt of the internal access after the unmap: 3 and 2.',
    about: 'v8 and v9, 6.17 as released; fixed by 0dbcdf4473a6',
    ends: {
      ...DESTROYED_QUEUE,
      'external-no-ops': 'LEAK',
      '6.17': 'HANG',
      '6.17-rc6': 'HANG',
    },
    stops: [
      {
        op: 11,
        in: 'iommufd_access_notify_unmap',
        role: 'lock_obj',
        says: 'The unmap of another page locks the internal access …',
      },
      {
        op: 11,
        in: 'iommufd_access_notify_unmap',
        does: 'call',
        says: '… sees that it is internal, and goes on without a put.',
      },
      {
        op: 12,
        does: 'sleep',
        says: 'DESTROY of the queue waits sixty seconds for somebody who is long gone.',
      },
      {
        op: 12,
        does: 'log',
        nth: 2,
        says: 'Then it warns, frees the queue, and returns 0. The access is left in the xarray without an owner.',
      },
      {
        op: 14,
        in: 'iommufd_fops_release',
        does: 'log',
        says: 'The release finds nothing with one user and gives up.',
      },
      {
        op: 11,
        design: '7.3',
        in: 'iommufd_access_notify_unmap',
        does: 'call',
        says: 'Fixed: whether it is internal is asked before anything is taken.',
      },
    ],
  },
  'uncounted-device': {
    story:
      'Up to 6.16 a vDEVICE referred to the struct device and knew no iommufd device: VFIO could unbind the device, and the vDEVICE outlived the binding. Nothing freed was used, but the vDEVICE spoke of a device that its context no longer had. 6.17 gave it a pointer to the iommufd device, and with it a reference. Shown here is what the reference is for: the code of 6.17 without it, a kernel that never existed. Counting alone would not do, because unbind may not fail: so the device also ends its vDEVICE itself.',
    lookAt: 'users of the device with and without a vDEVICE.',
    about: 'A counter-example to 850f14f5b919; 7dc0e1090ba8; 6.16 and 6.17',
    ends: { ...FREED, 'vdevice-uncounted': 'UAF' },
    stops: [
      { op: 8, says: 'The vDEVICE is made. users of the device stays as it was.' },
      {
        op: 9,
        in: 'iommufd_object_remove',
        does: 'free',
        says: 'The VFIO file is closed, and the device is freed.',
      },
      {
        op: 10,
        in: 'iommufd_vdevice_abort',
        does: 'set',
        says: 'The vDEVICE goes and clears a field of the device: use after free.',
      },
      {
        op: 9,
        design: '6.16',
        says: '6.16: the device is unbound as well, and its vDEVICE stays. It has no pointer to the device that is gone.',
      },
      {
        op: 10,
        design: '6.16',
        in: 'iommufd_vdevice_destroy',
        does: 'call',
        nth: 2,
        says: '6.16: when the vDEVICE goes, it gives its struct device back, and touches no iommufd device.',
      },
      {
        op: 8,
        design: '7.3',
        does: 'handover',
        says: '6.17: the vDEVICE keeps the look-up of its device, in both counters.',
      },
      { op: 10, design: '7.3', says: 'It has gone with the device, and its ID is a tombstone.' },
    ],
  },
  'late-count': {
    story:
      'A mapping holds the vIOMMU whose page it is. It used to be counted when everything else was done, and the vIOMMU was looked up without a lock that would keep it. In between another thread could destroy it: it had no user but the xarray.',
    lookAt: 'users of the vIOMMU while the first thread is preempted: 1, or 2.',
    about: '6.17-rc1 to 6.17-rc6, where mmap was new; 7a425ec75d2b',
    ends: { ...FREED, '6.17-rc6': 'UAF', 'late-mmap-count': 'UAF' },
    stops: [
      { op: 6, says: 'A second thread maps the region. It has found the vIOMMU and is preempted there.' },
      { op: 7, says: 'The first one destroys the vIOMMU, and no count prevents it.' },
      { op: 8, role: 'vma->owner', says: 'The second goes on and counts: a user of freed memory.' },
      {
        op: 6,
        design: '7.3',
        role: 'vma->owner',
        says: 'Fixed: the count is taken with the look-up, under its lock.',
      },
      { op: 7, design: '7.3', says: 'So DESTROY finds two users: EBUSY.' },
    ],
  },
  'destroy-counts': {
    story:
      'IOMMU_DESTROY looked the object up as everybody does, by taking a user, and then asked for the last one. A driver that destroys its access at that moment may not fail and has no time to wait: it finds a user too many, and warns. That WARN of iommufd_access_destroy was the symptom in 6.2 to 6.4. What follows it here comes from the code of 7.3, into which the old rule is put: its destroy of an access calls the driver, which has gone.',
    lookAt: 'users of the access: 3 while DESTROY looks at it.',
    about: '6.2 to 6.4; fixed by 99f98a7c0d69',
    ends: { ...FREED, 'external-no-ops': 'LEAK', 'destroy-counts': 'UAF' },
    stops: [
      {
        op: 4,
        role: 'destroy',
        says: "A second thread asks to destroy the driver's access, which it may not. First it counts.",
      },
      {
        op: 5,
        does: 'log',
        says: 'The driver ends its access, finds one user too many, and can do nothing but warn.',
      },
      {
        op: 6,
        does: 'oops',
        says: 'Now that DESTROY goes on, nobody else holds the access. It destroys what is not its own, and, as 7.3 does, calls the driver, which has gone.',
      },
      {
        op: 4,
        design: '7.3',
        in: 'iommufd_object_remove',
        does: 'count',
        says: 'Fixed: DESTROY counts nothing. It looks under the lock, and refuses.',
      },
    ],
  },
  'ten-seconds': {
    story:
      'The wait for short-term users was ten seconds once. A fuzzer made one of them take longer; unbind warned and left the device behind, which held the context file. Sixty seconds is no proof either, but nothing in the kernel takes that long.',
    lookAt: 'The clock of the wait, and the device that is left.',
    about: 'Before d9df72c6acd6, November 2024',
    ends: { otherwise: 'HANG' },
    stops: [
      { op: 4, does: 'sleep', says: 'Unbind waits, for ten seconds at most.' },
      { op: 5, does: 'log', nth: 1, says: 'The ten seconds are over, and the other thread is still busy.' },
      { op: 8, says: 'The device is leaked, and holds the context file.' },
      {
        op: 7,
        design: '7.3',
        says: 'With sixty seconds the same thread is done in time, and everything is freed.',
      },
    ],
  },
} as const satisfies Record<string, Guide>;
