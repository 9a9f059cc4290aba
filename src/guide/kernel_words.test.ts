import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf, OBJECT_KINDS } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { COUNT_WORDS, narrate, type Run, run } from '../trace/index.ts';
import { KERNEL_WORDS, piecesOf } from './kernel_words.ts';

const isExplained = (text: string) => piecesOf(text).some(({ word }) => word !== undefined);

/** Functions stand in sentences under their names, and are in no list. */
const FUNCTIONS =
  /^(iommufd_(?!ctx)\w+|(hw_queue|hwpt)_alloc|alloc_domain_nested|domain_alloc_paging_flags|iommu_domain_free|viommu_init|exit_task_work|dec_and_test|dec_if_one|iopt_unmap_iova_range)$/;

/** Spelled as no English word is: `wait_cnt`, `IOAS`, `vIOMMU`. */
const isOfKernel = (word: string) => /^\w*_\w*$|^[a-z]*[A-Z]{2,}\w*$/.test(word);

function wordsOf(one: Run, frame: number): readonly string[] {
  const step = one.frames[frame]?.step;
  // What the kernel prints is no sentence.
  if (step?.effect.do === 'log' || step?.effect.do === 'oops') return [];
  const { text } = narrate(one, frame);
  const locked = step && 'lock' in step.effect ? [step.effect.lock] : [];
  // An errno is no word, nor is what a pointer is called.
  const names = text.replace(/−E\w+|\S+->\S+/g, '').match(/\w+/g) ?? [];
  return [...locked, ...names.filter((one) => isOfKernel(one) && !FUNCTIONS.test(one))];
}

describe('a word of the kernel is explained', () => {
  test.each(DESIGN_NAMES)('where a sentence of a step has it, in %s', (design) => {
    const found = new Set<string>();
    for (const { scenario } of LIBRARY) {
      const one = run(scenario.ops, designOf(design));
      for (const frame of one.frames.keys()) for (const word of wordsOf(one, frame)) found.add(word);
    }
    expect(found.size).toBeGreaterThan(10);
    expect([...found].filter((word) => !isExplained(word))).toEqual([]);
  });

  test('where it is a kind, a head of the ledger, or who holds something there', () => {
    const heads = [
      ...OBJECT_KINDS,
      ...Object.values(COUNT_WORDS),
      'ictx',
      'context file',
      'fd 3',
      'xarray',
      'bias',
    ];
    expect(heads.filter((word) => !isExplained(word))).toEqual([]);
  });

  test('in sentences, and is no form of two words', () => {
    const forms = Object.entries(KERNEL_WORDS).flatMap(([name, { also = [] }]) => [name, ...also]);
    expect(new Set(forms).size).toBe(forms.length);
    for (const [name, { says }] of Object.entries(KERNEL_WORDS))
      expect([name, says]).toEqual([name, expect.stringMatching(/^[A-Z].{15,}\.$/)]);
  });
});

describe('a text in pieces', () => {
  const wordsIn = (text: string) => piecesOf(text).flatMap(({ word = null }) => word ?? []);

  test('is the text', () => {
    for (const text of [
      '',
      'xarray',
      'users of the users, and wait_cnt',
      'the context file: file count 1 → 2',
    ])
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
  });

  test('has each word once, where it first stands, and the longest that there is', () => {
    expect(wordsIn('access 8 takes its context file reference: context file, file count 1 → 2')).toEqual([
      'access',
      'context file',
      'file count',
    ]);
    expect(wordsIn('sleeps for the short-term users of ioas 1: users')).toEqual([
      'short-term reference',
      'ioas',
      'users',
    ]);
  });

  test('leaves the names of pointers and functions whole', () => {
    expect(wordsIn('access->ictx hw_queue->access iommufd_access_create hwpt_paging_x my.users')).toEqual([]);
    expect(wordsIn('takes igroup->lock of device 3')).toEqual(['igroup->lock', 'device']);
  });
});
