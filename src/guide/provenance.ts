import { type DesignName, isCustom, type Op, PRESETS, type PresetName } from '../iommufd/index.ts';
import { outcomeOf, type Run } from '../trace/index.ts';
import { digestOfOps, outcomesOf } from './canonical.ts';
import index from './recorded.json' with { type: 'json' };

/** Where what is said of a run is known from. */
export interface RunProvenance {
  readonly kind: 'recorded' | 'recorded rules' | 'emulated only' | 'counter-example';
  /** The kind where there is little room, with the kernel that recorded it. */
  readonly tag: string;
  /** One sentence that explains it. */
  readonly says: string;
}

/** What each kind means. */
export const KNOWN_FROM: Readonly<Record<RunProvenance['kind'], string>> = {
  recorded:
    'This very scenario ran in this design on a real kernel, which came to the same after every operation. The steps within an operation were compared where the recording has events.',
  'recorded rules':
    'No kernel recorded this scenario, but in this design each of its operations was recorded with the same outcome: the same errno or success, with or without lines in the kernel log. It was recorded in other scenarios, so what these operations come to together is emulated.',
  'emulated only':
    'Neither of these: an operation has an outcome that was never recorded in this design, or the design was never recorded. That is so for every custom design, and for one old rule in the code of 7.3.',
  'counter-example':
    'The design is one that no kernel ever had, and none was built to record this. Four counter-examples were built and recorded; a run in one of them can be recorded as well.',
};

/** The kernel that each recorded design ran in. */
const KERNELS: Partial<Record<string, string>> = index.kernels;

/** What was recorded in a design: digests of scenarios, and outcomes of operations. */
function recordedIn(design: PresetName, what: 'scenarios' | 'outcomes'): ReadonlySet<string> {
  return new Set(index.recorded.flatMap((row) => (row.in.includes(design) ? row[what] : [])));
}

/** The first operation, with its outcome, that was never recorded in a design. */
function unknownIn(run: Run, ops: readonly Op[], design: PresetName): string | undefined {
  const known = recordedIn(design, 'outcomes');
  const seen = run.ops.map((opRun) => outcomeOf(run, opRun));
  const outcomes = outcomesOf(ops, seen);
  return outcomes.find((one, i) => run.ops[i]?.hung || !known.has(one));
}

function neverRecorded(design: DesignName): RunProvenance {
  const emulated = (says: string): RunProvenance => ({
    kind: 'emulated only',
    tag: 'emulated only',
    says: `${says}: emulated only.`,
  });
  if (isCustom(design)) return emulated('Custom design');
  const { was } = PRESETS[design];
  if (was === 'counter-example')
    return {
      kind: was,
      tag: was,
      says: `${design} is a counter-example: no kernel was ever like that, and none was built to record it.`,
    };
  return emulated(
    was === 'one old rule' ? 'One old rule in the code of 7.3' : `Nothing was recorded in ${design}`,
  );
}

/** Where what is said of a run in a design is known from: whether a real kernel recorded it, or at least its rules. */
export function provenanceOf(run: Run, design: DesignName): RunProvenance {
  const kernel = KERNELS[design];
  if (isCustom(design) || kernel === undefined) return neverRecorded(design);
  const { was } = PRESETS[design];
  const isChanged = was !== 'released';
  const where = `on a real ${kernel} kernel${isChanged ? ` changed to ${design}` : ''}`;
  const ops = run.ops.map(({ op }) => op);
  if (recordedIn(design, 'scenarios').has(digestOfOps(ops)))
    return {
      kind: 'recorded',
      tag: `recorded on ${kernel}`,
      says: `This scenario ran ${where}, which came to the same after every operation.`,
    };
  const unknown = unknownIn(run, ops, design);
  if (unknown === undefined)
    return {
      kind: 'recorded rules',
      tag: 'recorded rules',
      says: `This scenario was not recorded, but each of its operations was, with the same outcome, in other scenarios ${where}.`,
    };
  const kind = was === 'counter-example' ? was : 'emulated only';
  return {
    kind,
    tag: kind,
    says: `This scenario was not recorded, nor was “${unknown}” in any other ${where}.`,
  };
}
