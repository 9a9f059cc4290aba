/** What an operand stands for. `fd` operands name the kind of file they expect; `words` are bits with names. */
export type OperandType = 'ctx' | 'fd' | 'id' | 'handle' | 'u64' | 'u32' | 'flag' | 'words';

/** Object types as the recordings and the uAPI spell them. */
export type ObjectType =
  | 'ioas'
  | 'device'
  | 'hwpt_paging'
  | 'hwpt_nested'
  | 'access'
  | 'viommu'
  | 'vdevice'
  | 'hw_queue'
  | 'fault'
  | 'veventq'
  | 'selftest';

/** Kinds of file an fd label can name; `staccess` is the file of an external access. */
export type FileType = 'iommufd' | 'staccess' | 'eventq' | 'vfio';

/** What else a process keeps a number for. */
export type HandleType = 'mapping' | 'process' | 'item';

/** What a label can name. */
export type LabelType = ObjectType | FileType | HandleType;

/** An operand of an operation: its type, its default, and what it accepts. */
export interface OperandSpec {
  readonly name: string;
  readonly type: OperandType;
  /** Written without `name=`, in the order of the table. */
  readonly positional?: true;
  /** Value when the operand is left out: null where it then stands for nothing. Without a default it must be given. */
  readonly default?: bigint | null;
  /** The operand that stands in its place: one of the two is given, and not both. */
  readonly or?: string;
  /** What the bits of a `words` operand are called, from the lowest. */
  readonly words?: readonly string[];
  /** It says whose IDs the other operands are; the call itself goes through another descriptor. */
  readonly informs?: true;
  /** What makes the operation legal. Everything else is refused by the kernel. */
  readonly accepts?: readonly LabelType[];
  /** One short phrase for people. */
  readonly says: string;
}

/** A label that an operation fills, and what it names. */
export interface LabelSpec {
  /** Stem of the label the editor proposes: `io`, then `io2`, …; queues count from 0, as their index does: `q0`, `q1`. */
  readonly stem: string;
  readonly from?: 0;
  readonly names: LabelType;
}

/** An operation: the kernel entry point, its operands and its labels. */
export interface OpSpec {
  /** The system call, ioctl or kernel entry point this stands for. */
  readonly entry: string;
  readonly says: string;
  readonly operands: readonly OperandSpec[];
  /** It copies an ID to user memory before anybody can find the object; that copy can be made to fail. */
  readonly answers?: true;
  /** Labels after `>`, in order. */
  readonly labels: readonly LabelSpec[];
}
