import type { PresetName } from '../../iommufd/index.ts';

/** What the library is sorted by, in its order. */
export type Chapter = 'cycle' | 'lifetime' | 'access' | 'process' | 'refusal' | 'review' | 'history';

export interface Source {
  /** What somebody who opens it is asked. */
  readonly question: string;
  readonly design: PresetName;
  /** Operations done when it opens. */
  readonly at: number;
  readonly text: string;
}

/** Everything up to a hardware queue, on a mock device: seven operations. */
export const QUEUE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

/** The same on a VFIO device: eight operations. */
export const VFIO = `open > c
ioas_alloc c > io
vfio_bind c > dev vfd
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
vfio_attach c vfio=vfd pt=hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

/** A vIOMMU, and no queue: six operations. */
export const VIOMMU = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi`;

/** Beside the queue, an external access that has pinned a page of its own: four operations more. */
export const TWO_RANGES = `${QUEUE}
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p`;
