import { describe, expect, test } from 'vitest';
import { check, formatProblem } from '../index.ts';
import { EVERYTHING } from '../parse/lang.fixture.ts';

const said = (...texts: readonly string[]) =>
  check(texts.map((text, i) => ({ name: `${'ab'[i]}.c`, text }))).problems.map(formatProblem);

const HEAD = `struct queue { refcount_t users; u32 id; struct mutex lock; struct list_head item; };
struct access { struct queue *queue; bool open; };
struct queue_ops { void (*destroy)(struct queue *queue); };
int queue_destroy(struct queue *queue) { return 0; }
`;

const inside = (text: string) =>
  said(`${HEAD}int f(struct queue *queue, struct access *access, u64 size)\n{\n${text}\n}`);

test('a text with everything that the language has is right', () => {
  expect(said(EVERYTHING)).toEqual([]);
});

describe('a mistake', () => {
  test.each([
    ['return quueue;', '7:8: there is no quueue (did you mean queue?)'],
    ['queue->idd = 1;', '7:6: there is no idd in struct queue (did you mean id?)'],
    ['queue.id = 1;', '7:6: this is a pointer: struct queue * (write ->)'],
    ['access->open->x = 1;', '7:13: bool has no fields'],
    ['access->queue = access;', '7:17: struct access * where struct queue * is expected'],
    [
      'access->queue = -ENOENT;',
      '7:17: int where struct queue * is expected (for an errno write ERR_PTR(…), for none NULL)',
    ],
    ['return access;', '7:8: struct access * where int is expected'],
    ['return;', '7:1: a value is missing: the function returns int'],
    ['queue_destroy(access);', '7:15: struct access * where struct queue * is expected'],
    ['queue_destroy(queue, 1);', '7:1: queue_destroy takes 1 argument, not 2'],
    ['queue_destroi(queue);', '7:1: there is no queue_destroi (did you mean queue_destroy?)'],
    ['queue(1);', '7:1: struct queue * cannot be called'],
    ['refcount_inc(queue->users);', '7:19: refcount_t where refcount_t * is expected'],
    ['mutex_lock(&queue->users);', '7:12: refcount_t * where struct mutex * is expected'],
    [
      'queue->users = 1;',
      '7:6: only functions of the kernel change a refcount_t (as refcount_set() or mutex_lock() do)',
    ],
    [
      'queue->users++;',
      '7:6: only functions of the kernel change a refcount_t (as refcount_set() or mutex_lock() do)',
    ],
    ['queue + 1;', '7:7: the language has no pointer arithmetic'],
    ['return queue == access;', '7:14: struct queue * cannot be compared with struct access * by =='],
    ['return queue < queue;', '7:14: struct queue * cannot be compared with struct queue * by <'],
    ['access->open |= queue;', '7:14: |= is for integers, not for bool'],
    ['if (queue->lock) return 1;', '7:10: struct mutex is neither true nor false'],
    ['goto out;', '7:1: there is no out to go to'],
    ['out: out: return 0;', '7:6: there are two labels out'],
    ['break;', '7:1: break is outside a loop and a switch'],
    ['switch (size) { case 1: continue; }', '7:25: continue is outside a loop'],
    ['switch (size) { case 1: case 1: break; }', '7:30: there is a case for this already'],
    ['switch (size) { case size: break; }', '7:22: a case is a constant'],
    ['u32 id; u32 id;', '7:13: id is declared already in this block'],
    ['void x;', '7:6: x cannot be void'],
    ['struct quee *x = NULL; x->id = 1;', '7:25: there is no struct quee (did you mean struct queue?)'],
    [
      'kzalloc(sizeof(u32));',
      '7:16: sizeof is of a struct: it says which kind of memory is meant (write sizeof(struct NAME) or sizeof(*pointer))',
    ],
    [
      'container_of(access, struct queue, lock);',
      '7:14: struct access * where struct mutex * is expected, which is what is embedded there',
    ],
    [
      'container_of(&queue->lock, struct queue, lok);',
      '7:42: there is no lok in struct queue (did you mean lock?)',
    ],
    ['guard(mutx)(&queue->lock);', '7:1: there is no mutx to guard with (did you mean mutex?)'],
    ['guard(spinlock)(&queue->lock);', '7:17: struct mutex * where spinlock_t * is expected'],
    [
      'list_for_each_entry(queue, &queue->lock, item) ;',
      '7:28: struct mutex * where struct list_head * is expected',
    ],
    [
      'list_for_each_entry(queue, &queue->item, itm) ;',
      '7:42: there is no itm in struct queue (did you mean item?)',
    ],
    ['IS_ERR(size);', '7:8: u64 where a pointer is expected'],
    ['__says(queue, size);', '7:15: a text in quotes is expected'],
    [
      '__putz(queue) refcount_dec(&queue->users);',
      '7:1: there is no __putz for a statement (did you mean __puts?)',
    ],
    ['__puts() refcount_dec(&queue->users);', '7:1: __puts takes 1 argument, not 0'],
  ])('in %j is told', (text, says) => {
    expect(inside(text)[0]).toBe(`a.c:${says}`);
  });

  test.each([
    ['struct a { struct b b; };', '1:21: there is no struct b (did you mean struct a?)'],
    ['struct a { u32 x; u64 x; };', '1:23: struct a has two fields x'],
    ['struct a { u32 x; }; struct a { u32 y; };', '1:22: struct a is defined already, at a.c:1'],
    ['struct file { u32 f_ref; };', '1:19: struct file of the kernel has a field f_ref already'],
    ['struct a { u32 x __hols(users); };', '1:18: there is no __hols for a field (did you mean __holds?)'],
    ['struct a { u32 x __holds; };', '1:18: __holds takes 1 or more arguments, not 0'],
    ['struct a { u32 x __op(a); };', '1:18: __op stands at a function, not at a field'],
    ['enum { A = B };', '1:12: A has no constant value'],
    ['#define A f(1)', '1:11: A has no constant value'],
    ['int f(void) { return 0; } int f(void) { return 1; }', '1:31: f is defined already, at a.c:1'],
    ['int f(u32 a); int f(struct x *a) { return 1; }', '1:19: f is declared differently at a.c:1'],
  ])('in %j is told as well', (text, says) => {
    expect(said(text)[0]).toBe(`a.c:${says}`);
  });

  test('of one file against another is told at its place', () => {
    expect(said(HEAD, 'static const struct queue_ops ops = { .destroy = queue_destroy };')).toEqual([
      'b.c:1:50: pointer to a function (struct queue *) that returns int where pointer to a function (struct queue *) that returns void is expected',
    ]);
  });
});

test('a model may say what else it has in a struct of the kernel', () => {
  expect(
    said('struct task_struct { struct file *last; }; struct file *f(void) { return current->last; }'),
  ).toEqual([]);
});

test('what reads well is checked in any number of mutations, and nothing is thrown', () => {
  const words = [...new Set(EVERYTHING.match(/[A-Za-z_]\w*/g))];
  let random = 7;
  const below = (most: number) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return Math.floor((random / 2 ** 32) * most);
  };
  let wrong = 0;
  for (let i = 0; i < 1_000; i++) {
    let nth = below(250);
    const text = EVERYTHING.replace(/[A-Za-z_]\w*/g, (word) =>
      nth-- === 0 ? (words[below(words.length)] as string) : word,
    );
    for (const one of said(text)) expect(one).toMatch(/^a\.c:\d+:\d+: \S/);
    if (said(text).length > 0) wrong++;
  }
  expect(wrong).toBeGreaterThan(500);
});

test('names that objects of JavaScript have mean nothing', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__']) {
    expect(said(`int f(int ${name})\n{\n\treturn ${name};\n}`)).toEqual([]);
    expect(inside(`return ${name};`)[0]).toContain(`there is no ${name}`);
    expect(inside(`guard(${name})(&queue->lock);`)[0]).toContain(`there is no ${name} to guard with`);
    expect(inside(`queue->${name} = 1;`)[0]).toContain(`there is no ${name} in struct queue`);
    expect(said(`struct ${name} { u32 ${name}; };`)).toEqual([]);
    expect(said(`) ${name}`)[0]).toContain('expected');
  }
});
