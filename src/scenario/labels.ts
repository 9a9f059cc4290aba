import { type LabelType, type Op, type OperandSpec, opSpec } from '../iommufd/index.ts';

/** What a label stands for: an object ID of some type, a descriptor of some file, or another number. */
export type Labelled = LabelType;

/** The three kinds of number that a process keeps: they are never mixed up. */
export type LabelClass = 'descriptor' | 'handle' | 'ID';

const CLASSES: Partial<Record<Labelled, LabelClass>> = {
  iommufd: 'descriptor',
  access: 'descriptor',
  eventq: 'descriptor',
  vfio: 'descriptor',
  mapping: 'handle',
  process: 'handle',
  item: 'handle',
};

/** What a label of an operation is; the word `access` is a descriptor here, and an object elsewhere. */
export function classOf(labelled: Labelled): LabelClass {
  return CLASSES[labelled] ?? 'ID';
}

/** What an operand wants. */
export function wantedClass({ type }: OperandSpec): LabelClass {
  if (type === 'fd' || type === 'ctx') return 'descriptor';
  return type === 'handle' ? 'handle' : 'ID';
}

export function isFile(labelled: Labelled): boolean {
  return classOf(labelled) === 'descriptor';
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

/** Labels for a new operation that nothing in `taken` has. */
export function freshLabels(
  name: Op['name'],
  taken: ReadonlySet<string>,
  style: LabelStyle = 'plain',
): readonly string[] {
  return opSpec(name).labels.map(({ stem, from }) => {
    const plain = style === 'plain';
    for (let n = plain ? (from ?? 1) : 1; ; n++) {
      const label = plain && n === 1 && from === undefined ? stem : `${stem}${n}`;
      if (!taken.has(label)) return label;
    }
  });
}
