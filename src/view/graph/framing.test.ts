import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../guide/index.ts';
import { pictureAt, sceneOf } from '../../scene/index.ts';
import { MAIN_DESIGNS, sessionOf } from '../../store/index.ts';
import { frameAt } from '../../trace/index.ts';
import { type Bounds, fitted, framingOf, opened, READABLE, type Room } from './framing.ts';

/** What a page of 1440×900 leaves for the graph, alone and beside another. */
const ALONE: Room = { width: 750, height: 655 };
const BESIDE: Room = { width: 374, height: 610 };

const isWithin = (one: Bounds, room: Room, { k, x, y }: { k: number; x: number; y: number }) =>
  Math.abs(one.x + one.width / 2 - x) + one.width / 2 <= room.width / 2 / k + 0.5 &&
  Math.abs(one.y + one.height / 2 - y) + one.height / 2 <= room.height / 2 / k + 0.5;

const framings = LIBRARY.flatMap(({ scenario }) => {
  const designs = [...new Set([...MAIN_DESIGNS, scenario.design])];
  const runs = designs.map((name) => sessionOf(scenario.ops, name));
  const scene = sceneOf(runs.map(({ run }) => run));
  return runs.map(({ run, ledgers }, i) => {
    const frame = frameAt(run, scenario.cursor);
    return {
      name: `${scenario.title} in ${designs[i]}`,
      framing: framingOf(scene, pictureAt(scene, run, ledgers, frame)),
    };
  });
});

describe('the window onto a scenario of the library', () => {
  test('opens on all that will ever be there, with names of 11 px or more, on a page of 1440×900', () => {
    const small = framings.filter(({ framing }) => {
      const look = opened(ALONE, framing);
      return look.k * 12 < 11 - 1e-9 || !isWithin(framing.all, ALONE, look);
    });
    expect(small.map(({ name }) => name)).toEqual([]);
  });

  test('opens with names of 11 px or more and with what changes in view, beside another design', () => {
    const small = framings.filter(({ framing }) => {
      const look = opened(BESIDE, framing);
      const target = framing.changed.at(-1);
      return look.k < READABLE || (target && !isWithin(target, BESIDE, look));
    });
    expect(small.map(({ name }) => name)).toEqual([]);
  });

  test('fits what is there, not what is not there yet', () => {
    for (const { framing } of framings)
      expect(isWithin(framing.drawn, ALONE, fitted(ALONE, framing))).toBe(true);
  });
});
