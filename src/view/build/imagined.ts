import { addableTo, CUTTABLE, type DesignName, OBJECT_KINDS, type Session, vary } from '../../store/index.ts';
import { holds } from '../../trace/index.ts';

/** A design with one reference more, or less, than the one that runs. */
export interface Imagined {
  readonly says: string;
  readonly design: DesignName;
}

/** What if objects of this kind held one more thing: one design for each that they know. */
function withMore(kind: string | undefined, design: DesignName): readonly Imagined[] {
  const by = OBJECT_KINDS.find((one) => one === kind);
  if (!by) return [];
  return addableTo(by).map((of) => ({
    says: `what if: each ${by} holds ${of}`,
    design: vary(design, ({ added }) => ({ added: [...added, { by, of }] })),
  }));
}

/** What if nobody took a reference that some cells hold, or are held by, here; or if such objects held more. */
export function imaginedFor(
  { run, ledgers }: Session,
  frame: number,
  cells: readonly number[],
  design: DesignName,
): readonly Imagined[] {
  const state = run.frames[frame]?.state ?? [];
  const ledger = ledgers[frame];
  const roles = ledger
    ? holds(state, ledger).flatMap(({ row }) =>
        row && (cells.includes(row.ref.by) || cells.includes(row.of)) ? [row.ref.role] : [],
      )
    : [];
  const without = CUTTABLE.filter((role) => roles.includes(role)).map((role) => ({
    says: `what if: no ${role}`,
    design: vary(design, (own) => ({ without: [...own.without, { role }] })),
  }));
  const isMore = ({ design: one }: Imagined) => one !== design;
  return [...without, ...withMore(state[cells[0] ?? 0]?.kind, design)].filter(isMore);
}
