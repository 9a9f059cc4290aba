import { type DesignName, designOf, MAIN_DESIGNS } from '../../iommufd/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { type Picture, pictureAt, type Scene, sceneOf } from '../../scene/index.ts';
import {
  frameAt,
  judge,
  keepLedgers,
  type Ledger,
  lastFrame,
  placeOf,
  type Run,
  run,
  type Verdict,
} from '../../trace/index.ts';

/** One frame of a run, with all that it takes to draw it and to say what it is. */
export interface Moment {
  /** Its cursor is at the frame. */
  readonly scenario: Scenario;
  /** That of the scenario. */
  readonly design: DesignName;
  readonly run: Run;
  readonly ledgers: readonly Ledger[];
  readonly verdict: Verdict;
  readonly scene: Scene;
  readonly frame: number;
}

/**
 * The frame of a scenario in a design, laid out as on the page: once for all main designs and those beside it. Without a number it is the
 * one at which the scenario opens. Where the run has no such frame, its last one instead of a moment.
 */
export function momentOf(
  scenario: Scenario,
  design: DesignName,
  wanted?: number,
): Moment | { readonly last: number } {
  const { ops, cursor, beside = [] } = scenario;
  const runs = [...new Set<DesignName>([...MAIN_DESIGNS, design, ...beside])].map(
    (name) => [name, run(ops, designOf(name))] as const,
  );
  const found = runs.find(([name]) => name === design)?.[1] as Run;
  const frame = wanted ?? frameAt(found, cursor);
  if (frame > lastFrame(found)) return { last: lastFrame(found) };
  const ledgers = keepLedgers(found);
  return {
    scenario: { ...scenario, design, cursor: placeOf(found, frame) },
    design,
    run: found,
    ledgers,
    verdict: judge(found, ledgers),
    scene: sceneOf(runs.map(([, one]) => one)),
    frame,
  };
}

/** What there is to see at a moment, or at another frame of its run. */
export function pictureOf({ scene, run, ledgers, frame }: Moment, at = frame): Picture {
  return pictureAt(scene, run, ledgers, at);
}
