import { describe, expect, test } from 'vitest';
import { Exploration, startOf } from '../explorer/index.ts';
import { type DesignName, designOf } from '../iommufd/index.ts';
import { LIBRARY, parseText } from '../scenario/index.ts';
import { promelaOf, tlaOf } from './index.ts';

function explored(text: string, design: DesignName = '7.3', most = 100_000): Exploration {
  const found = new Exploration(startOf(parseText(text).scenario.ops, designOf(design)));
  found.explore(most);
  return found;
}

const USED_IOAS = 'open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw';

test('a call is guarded, says what it is, writes counts as counts, and says what it returns', () => {
  const text = promelaOf(explored(USED_IOAS));
  const begin = text.indexOf('/* destroy c io */');
  expect(text.slice(begin, text.indexOf('/* destroy c sd */'))).toMatchInlineSnapshot(`
    "/* destroy c io */
      :: d_step {
        destroy_c_io_can ->
        explored(task_2_fd_3 == file_3);
        explored(!file_3_freed);
        explored(!ctx_1_freed);
        explored(ctx_1_slot_1 == ioas_1);
        explored(!ioas_1_freed);
        if
        :: ioas_1_users == 1 ->
          ioas_1_users = 0;
          explored(ioas_1_wait == 1);
          ioas_1_wait = 0;
          explored(ioas_1_hwptList == no_list);
          explored(ioas_1_users < 1);
          explored(task_2_work == no_list);
          ctx_1_slot_1 = EMPTY;
          ioas_1_freed = true;
          printf("destroy c io: done\\n");
        :: else ->
          explored(task_2_work == no_list);
          printf("destroy c io: EBUSY\\n");
        fi;
        forget_ioas_1();
      }
      "
  `);
  expect(text).toContain('int ioas_1_users = 2;');
  expect(text).toContain('#define destroy_c_io_can (ctx_1_slot_1 == ioas_1 && task_2_fd_3 == file_3)');
});

test('the same call in TLA+', () => {
  const text = tlaOf(explored(USED_IOAS));
  const begin = text.indexOf('(* destroy c io *)');
  expect(text.slice(begin, text.indexOf('(* destroy c sd *)'))).toMatchInlineSnapshot(`
    "(* destroy c io *)
    Return_0(r, returned) ==
      LET over == Forget_ioas_1(r) IN [over EXCEPT !.call = "destroy c io", !.returned = returned]
    At_0_14(r) ==
      IF r.task_2_fd_3 # file_3 THEN ExploreFurther(r) ELSE
      IF r.file_3_freed THEN ExploreFurther(r) ELSE
      IF r.ctx_1_freed THEN ExploreFurther(r) ELSE
      IF r.ctx_1_slot_1 # ioas_1 THEN ExploreFurther(r) ELSE
      IF r.ioas_1_freed THEN ExploreFurther(r) ELSE
      IF r.ioas_1_users = 1 THEN
        LET r1 == [r EXCEPT !.ioas_1_users = 0] IN
        IF r1.ioas_1_wait # 1 THEN ExploreFurther(r1) ELSE
        LET r2 == [r1 EXCEPT !.ioas_1_wait = 0] IN
        IF r2.ioas_1_hwptList # no_list THEN ExploreFurther(r2) ELSE
        IF r2.ioas_1_users > 0 THEN ExploreFurther(r2) ELSE
        IF r2.task_2_work # no_list THEN ExploreFurther(r2) ELSE
        LET r3 == [r2 EXCEPT !.ctx_1_slot_1 = EMPTY, !.ioas_1_freed = TRUE] IN
        Return_0(r3, "done")
      ELSE
        IF r.task_2_work # no_list THEN ExploreFurther(r) ELSE
        Return_0(r, "EBUSY")
    destroy_c_io_can == s.ctx_1_slot_1 = ioas_1 /\\ s.task_2_fd_3 = file_3
    destroy_c_io == destroy_c_io_can = TRUE /\\ s' = At_0_14([s EXCEPT !.fails = {}])

    "
  `);
});

test('the head of a model says how to run it, and what to expect', () => {
  const found = explored('open > c\nioas_alloc c > io', 'naive');
  expect(found.states.count).toBe(4);
  expect(promelaOf(found)).toMatch(
    /in the design naive, after:\n \* {5}open > c\n \* {5}ioas_alloc c > io\n/,
  );
  expect(promelaOf(found)).toContain('4 states, stored: 4 of the machine');
  expect(promelaOf(found)).toContain('spin -a model.pml && gcc ');
  expect(tlaOf(found)).toContain('4 distinct states found');
  expect(tlaOf(found)).toMatch(/^-+ MODULE Teardown -+$/m);
});

test('what was not explored to its end is in no model', () => {
  expect(() => promelaOf(explored(USED_IOAS, '7.3', 1))).toThrow('complete');
});

test('where nothing can be done there are no calls', () => {
  const found = explored('open > c\nexit');
  expect(promelaOf(found)).toContain('1 states, stored');
  expect(tlaOf(found)).toContain('1 distinct states found');
});

describe.each(LIBRARY.map(({ id, scenario }) => [id, scenario] as const))('%s', (_, { ops, design }) => {
  const found = new Exploration(startOf(ops.slice(0, -1), designOf(design)));
  found.explore(100_000);

  test('each label in Promela is there once and is gone to, and each name stands for one thing', () => {
    const text = promelaOf(found);
    const labels = [...text.matchAll(/^ *(at_\w+):$/gm)].map(([, label]) => label);
    const aims = [...text.matchAll(/goto (at_\w+);/g)].map(([, label]) => label);
    expect(labels.toSorted()).toEqual([...new Set(aims)].toSorted());
    const names = [...text.matchAll(/^(?:#define|inline|bool|int|short) (\w+)/gm)].map(([, name]) => name);
    expect(names.length).toBe(new Set(names).size);
  });

  test('each operator in TLA+ is defined once, and before it is used', () => {
    const known = new Set<string>();
    for (const line of tlaOf(found).split('\n')) {
      const [, defined] = /^(\w+)(?:\([\w, ]+\))? ==/.exec(line) ?? [];
      for (const [, used = ''] of line.matchAll(/\b((?:At|Return|Forget)_\w+)\(/g))
        if (used !== defined) expect(known).toContain(used);
      if (line.startsWith('RECURSIVE')) for (const [name] of line.matchAll(/At_\w+/g)) known.add(name);
      else if (defined) {
        if (!defined.startsWith('At_')) expect(known).not.toContain(defined);
        known.add(defined);
      }
    }
  });
});
