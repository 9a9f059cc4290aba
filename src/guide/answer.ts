import type { DesignName } from '../iommufd/index.ts';
import type { BuiltIn } from '../scenario/index.ts';
import type { Finding, Run } from '../trace/index.ts';
import type { Guide } from './guide.ts';
import { frameOfStop } from './stop.ts';

/**
 * What a run answers to the question of its scenario by a frame: the stop of the tour in its design that it has come
 * to last, and where there is none, or an edit has made it another scenario, the verdict once that is decided. Null
 * before the operation that is asked about is over, and while nothing is decided.
 */
export function answerOf(
  { scenario }: BuiltIn,
  guide: Guide,
  { run, headline, frame, design, isEdited }: Asked,
): string | null {
  const asked = run.ops[scenario.cursor.op];
  if (!asked || frame < asked.last) return null;
  const reached = guide.stops.filter((stop) => {
    const at = (stop.design ?? scenario.design) === design ? frameOfStop(run, stop) : undefined;
    return stop.op > scenario.cursor.op && at !== undefined && at <= frame;
  });
  const last = isEdited ? undefined : reached.at(-1);
  if (last) return last.says;
  return frame < headline.frame ? null : `${headline.name}: ${headline.because}.`;
}

/** A run of a scenario in a design, seen at a frame. */
export interface Asked {
  readonly run: Run;
  readonly headline: Finding;
  readonly frame: number;
  readonly design: DesignName;
  readonly isEdited: boolean;
}
