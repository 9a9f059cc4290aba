import { useMemo } from 'react';
import type { Stop } from '../../guide/index.ts';
import { type Key, keyOf } from '../../scene/index.ts';
import { type DesignName, sessionIn, sessionOf } from '../../store/index.ts';
import { useApp, useAppStore } from '../useApp.ts';
import { useLesson } from './useGuide.ts';

/** A stop, where it is in the run of its design. */
export interface Station {
  readonly stop: Stop;
  readonly design: DesignName;
  readonly frame: number;
}

export interface Tour {
  readonly stations: readonly Station[];
  /** Index of the station that is shown; -1 for nobody on the tour. */
  readonly at: number;
  go(index: number): void;
  leave(): void;
}

/** The tour of the open scenario. Null if there is none. */
export function useTour(): Tour | null {
  const lesson = useLesson();
  const ops = useApp(({ document }) => document.ops);
  const tour = useApp(({ document }) => document.tour);
  const { visit, leaveTour } = useAppStore().getState();
  const stations = useMemo(() => {
    if (!lesson || lesson.isEdited) return [];
    const { builtIn, guide, guides } = lesson;
    return guide.stops.flatMap((stop): Station[] => {
      const design = stop.design ?? builtIn.scenario.design;
      const frame = guides.frameOfStop(sessionOf(ops, design).run, stop);
      return frame === undefined ? [] : [{ stop, design, frame }];
    });
  }, [lesson, ops]);
  return useMemo(
    () =>
      stations.length === 0
        ? null
        : {
            stations,
            at: tour && tour <= stations.length ? tour - 1 : -1,
            go: (index) => {
              const to = stations[index];
              if (to) visit(index + 1, to.design, to.frame);
            },
            leave: leaveTour,
          },
    [stations, tour, visit, leaveTour],
  );
}

/** What the shown stop is about; null where that is everything. */
export function useFocus(tour: Tour | null, frame: number): ReadonlySet<Key> | null {
  const lesson = useLesson();
  const { run } = useApp(sessionIn);
  const design = useApp(({ document }) => document.design);
  return useMemo(() => {
    const station = tour?.stations[tour.at];
    if (!station || !lesson || station.frame !== frame || station.design !== design) return null;
    const cells = lesson.guides.focusOf(run, station.stop, frame);
    const keys = cells.flatMap((address) => keyOf(run, address) ?? []);
    return keys.length > 0 ? new Set(keys) : null;
  }, [tour, lesson, run, frame, design]);
}
