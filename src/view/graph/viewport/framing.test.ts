import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../../guide/index.ts';
import { pictureAt, sceneOf } from '../../../scene/index.ts';
import { MAIN_DESIGNS, sessionOf } from '../../../store/index.ts';
import { frameAt } from '../../../trace/index.ts';
import { type Bounds, fitted, framingOf, opened, READABLE, type Room } from './framing.ts';

/** What a page of 1440×900 leaves for the graph, alone and beside another. */
const ALONE: Room = { width: 750, height: 597 };
const BESIDE: Room = { width: 374, height: 502 };

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
  test('opens on all that will ever be there, on a page of 1440×900, wherever that can be read', () => {
    for (const { framing } of framings) {
      const { width, height } = framing.all;
      const canBe = width * READABLE <= ALONE.width && height * READABLE <= ALONE.height;
      expect(isWithin(framing.all, ALONE, opened(ALONE, framing))).toBe(canBe);
    }
  });

  for (const [where, room] of [
    ['alone', ALONE],
    ['beside another design', BESIDE],
  ] as const)
    test(`opens with texts that can be read and with what changes in view, ${where}`, () => {
      const small = framings.filter(({ framing }) => {
        const look = opened(room, framing);
        const target = framing.changed.at(-1);
        return look.k < READABLE || (target && !isWithin(target, room, look));
      });
      expect(small.map(({ name }) => name)).toEqual([]);
    });

  test('fits what is there, not what is not there yet', () => {
    for (const { framing } of framings)
      expect(isWithin(framing.drawn, ALONE, fitted(ALONE, framing))).toBe(true);
  });
});
