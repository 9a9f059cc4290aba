/** What the IOMMU behind a device can translate: aperture, smallest page, and the window that it keeps for MSIs. */
import { type Address, living } from '../machine/index.ts';
import type { Kernel } from './kernel.ts';
import { type HwptNested, type HwptPaging, object, the } from './objects.ts';

interface Geometry {
  readonly first: bigint;
  readonly last: bigint;
  readonly pageSize: number;
}

/** The mock IOMMU of the selftest. */
const MOCK: Geometry = { first: 1n << 24n, last: (1n << 31n) - 1n, pageSize: 2048 };

/** QEMU's VT-d, which the PCI devices of the logs are behind: 39 bits. */
const VTD: Geometry = { first: 0n, last: (1n << 39n) - 1n, pageSize: 4096 };

/** Where an x86 device writes its MSIs: reserved in an IOAS for as long as such a device is attached to it. */
export const MSI_WINDOW = { first: 0xfee0_0000n, last: 0xfeef_ffffn } as const;

/** The geometry of the domain of a paging table. */
export function geometryOf(k: Kernel, hwpt: Address): Geometry {
  return the(k, 'hwpt_paging', hwpt).mock ? MOCK : VTD;
}

/** The IOAS below a table. */
export function ioasOf(k: Kernel, hwpt: Address): Address {
  const table = object(k, hwpt) as HwptPaging | HwptNested;
  return table.kind === 'hwpt_nested' ? the(k, 'hwpt_paging', table.parent).ioas : table.ioas;
}

/** Whether a device with an MSI window is attached to a table of an IOAS. */
export function hasMsiWindow(k: Kernel, ioas: Address): boolean {
  return living(k, 'device').some((idev) => {
    const { mock, slots } = the(k, 'device', idev);
    return !mock && slots.some(({ hwpt }) => ioasOf(k, hwpt) === ioas);
  });
}
