import { useMemo } from 'react';
import { type Picture, pictureAt, type Scene } from '../../scene/index.ts';
import { DESIGN_NAMES, type DesignName, isCustom, sessionOf, titleOf } from '../../store/index.ts';
import { frameAt } from '../../trace/index.ts';
import { useApp } from '../useApp.ts';

/** A design beside others, at the same operation. */
export interface Pane {
  readonly design: DesignName;
  readonly title: string;
  readonly picture: Picture;
  /** Edges that are held here and not in every pane, though both ends are there. */
  readonly only: ReadonlySet<string>;
  readonly verdict: string;
  readonly isGood: boolean;
  /** What the operation that was done last, or is under way, returned. */
  readonly outcome: string;
  readonly isMain: boolean;
}

/** Presets in the order of their list, so that a flip moves nobody. */
const placeOf = (name: DesignName) => (isCustom(name) ? DESIGN_NAMES.length : DESIGN_NAMES.indexOf(name));

const NONE: readonly DesignName[] = [];

/** The designs that are shown side by side, in an order of their own; none where there is one only. */
export function usePanes(scene: Scene, main: Picture): readonly Pane[] {
  const { ops, design, cursor } = useApp(({ document }) => document);
  const beside = useApp(({ document }) => document.beside) ?? NONE;
  return useMemo(() => {
    if (beside.length === 0) return [];
    const designs = [design, ...beside].toSorted((a, b) => placeOf(a) - placeOf(b));
    const shown = designs.map((name) => {
      const { run, ledgers, verdict } = sessionOf(ops, name);
      const picture = name === design ? main : pictureAt(scene, run, ledgers, frameAt(run, cursor));
      return { name, run, verdict, picture };
    });
    const places = new Map(scene.nodes.map(({ key }, i) => [key, i]));
    const isThere = ({ picture }: (typeof shown)[number], key: string) => {
      const status = picture.nodes[places.get(key) ?? -1]?.status;
      return status !== undefined && status !== 'future' && status !== 'freed';
    };
    // Where holder and held are there in every design, and the reference is not.
    const isApart = scene.edges.map(
      ({ from, to }, i) =>
        shown.some(({ picture }) => picture.edges[i]?.status !== 'held') &&
        shown.every((one) => isThere(one, from) && isThere(one, to)),
    );
    return shown.map(({ name, run, verdict, picture }): Pane => {
      const done = run.ops[cursor.step > 0 ? cursor.op : cursor.op - 1];
      const held = picture.edges.filter(({ status }, i) => status === 'held' && isApart[i]);
      return {
        design: name,
        title: titleOf(name),
        picture,
        only: new Set(held.map(({ id }) => id)),
        verdict: verdict.headline.name,
        isGood: verdict.headline.name === 'FREED',
        outcome: done
          ? [done.op.name, done.outcome.errno ?? done.outcome.ret].filter((one) => one !== null).join(' → ')
          : '',
        isMain: name === design,
      };
    });
  }, [ops, design, beside, cursor, scene, main]);
}
