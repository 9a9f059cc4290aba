import {
  type FileType,
  type HandleType,
  type LabelType,
  type Op,
  type OperandSpec,
  opSpec,
} from '../iommufd/index.ts';

/** What a label stands for: an object ID of some type, a descriptor of some file, or another number. */
export type Labelled = LabelType;

/** The kinds of number that a process keeps; they are never mixed up. */
export type LabelClass = 'descriptor' | 'handle' | 'ID';

// Records, so that a new kind that is not here does not compile.
const FILES: Readonly<Record<FileType, true>> = { iommufd: true, staccess: true, eventq: true, vfio: true };

const HANDLES: Readonly<Record<HandleType, true>> = { mapping: true, process: true, item: true };

export function isFile(labelled: Labelled): labelled is FileType {
  return Object.hasOwn(FILES, labelled);
}

export function classOf(labelled: Labelled): LabelClass {
  if (isFile(labelled)) return 'descriptor';
  return Object.hasOwn(HANDLES, labelled) ? 'handle' : 'ID';
}

/** What an operand names, if it names something. */
export function wantedClass({ type }: OperandSpec): LabelClass {
  if (type === 'fd' || type === 'ctx') return 'descriptor';
  return type === 'handle' ? 'handle' : 'ID';
}

const IS = {
  descriptor: () => 'a file descriptor',
  ID: () => 'an object ID',
  handle: (names: Labelled) => `the number of a ${names}`,
} as const;

/** What a label is, if it cannot stand for an operand; undefined if it can. */
export function misfit(spec: OperandSpec, label: string, names: Labelled): string | undefined {
  const wanted = wantedClass(spec);
  const is = classOf(names);
  if (is !== wanted || (is === 'handle' && !spec.accepts?.includes(names)))
    return `${label} is ${IS[is](names)}`;
  return spec.type === 'ctx' && names !== 'iommufd' ? `${label} is not a context` : undefined;
}

/** Whether an operand names something: a label, or for an ID also its number. It may still have a default. */
export function isReference({ type }: OperandSpec): boolean {
  return type === 'id' || type === 'fd' || type === 'ctx' || type === 'handle';
}

/** What the labels of an operation stand for. A duplicate stands for what its original does. */
export function labelled(op: Op, before: ReadonlyMap<string, Labelled>): readonly [string, Labelled][] {
  return opSpec(op.name).labels.flatMap(({ names }, i) => {
    const label = op.labels[i];
    const original = op.name === 'dup' ? before.get(String(op.operands.fd)) : undefined;
    return label === undefined ? [] : [[label, original ?? names]];
  });
}

/** The labels that the first `count` operations define. */
export function labelsAt(ops: readonly Op[], count: number): ReadonlyMap<string, Labelled> {
  const known = new Map<string, Labelled>();
  for (const op of ops.slice(0, count))
    for (const [label, names] of labelled(op, known)) {
      // The latest definition is the newest: keep the map in order of definition.
      known.delete(label);
      known.set(label, names);
    }
  return known;
}

/** How labels are counted: `plain` is io, io2, … and q0, q1, …; `numbered` is io1, io2, … and q1, q2, … */
export type LabelStyle = 'plain' | 'numbered';

/** Labels for a new operation that nothing in `taken` has. Who asks often keeps in `reached` how far each was counted. */
export function freshLabels(
  name: Op['name'],
  taken: Pick<ReadonlySet<string>, 'has'>,
  style: LabelStyle = 'plain',
  reached: Map<object, number> = new Map(),
): readonly string[] {
  return opSpec(name).labels.map((spec) => {
    const { stem, from } = spec;
    const plain = style === 'plain';
    for (let n = reached.get(spec) ?? (plain ? (from ?? 1) : 1); ; n++) {
      const label = plain && n === 1 && from === undefined ? stem : `${stem}${n}`;
      if (taken.has(label)) continue;
      reached.set(spec, n);
      return label;
    }
  });
}
