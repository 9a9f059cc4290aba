/** The types that are there without a declaration, as kernel C spells them, with their widths in bits; 0 for void. */
export const SCALARS = {
  void: 0,
  bool: 1,
  char: 8,
  u8: 8,
  u16: 16,
  u32: 32,
  s32: 32,
  int: 32,
  u64: 64,
  s64: 64,
  long: 64,
  size_t: 64,
  ssize_t: 64,
  loff_t: 64,
  gfp_t: 32,
  dma_addr_t: 64,
  refcount_t: 32,
  atomic_t: 32,
  spinlock_t: 0,
  wait_queue_head_t: 0,
} as const satisfies Readonly<Record<string, number>>;

export type Scalar = keyof typeof SCALARS;

export function isScalar(word: string): word is Scalar {
  return Object.hasOwn(SCALARS, word);
}

/** Other spellings of the same types. */
export const SPELLINGS: ReadonlyMap<string, Scalar> = new Map([
  ['__u8', 'u8'],
  ['__u16', 'u16'],
  ['__u32', 'u32'],
  ['__u64', 'u64'],
  ['__s32', 's32'],
  ['__s64', 's64'],
  ['uint', 'u32'],
]);

/** Words that say nothing to a model. */
export const IGNORED: ReadonlySet<string> = new Set([
  ...[
    'static',
    'const',
    'extern',
    'volatile',
    'noinline',
    '__always_inline',
    '__must_check',
    '__maybe_unused',
  ],
  ...['__user', '__rcu', '__iomem', '__init', '__exit'],
]);

/** What C has and the language has not, with what to write instead. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['typedef', 'write struct NAME wherever it is meant'],
  ['union', 'write a struct with all of the fields'],
  ['float', 'the kernel has none either'],
  ['double', 'the kernel has none either'],
  ['short', 'write u16'],
  ['signed', 'write s32 or s64'],
  ['register', 'leave it out'],
  ['auto', 'write the type'],
  ['asm', 'write what it does to a count, a lock or a pointer'],
  ['__asm__', 'write what it does to a count, a lock or a pointer'],
  ['typeof', 'write the type'],
  ['__attribute__', 'leave it out'],
]);

/** Words that can name nothing. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  ...['if', 'else', 'while', 'do', 'for', 'switch', 'case', 'default', 'return', 'break', 'continue', 'goto'],
  ...['struct', 'enum', 'sizeof', 'inline', 'unsigned', 'guard', 'scoped_guard'],
  ...IGNORED,
  ...LEFT_OUT.keys(),
  ...Object.keys(SCALARS),
  ...SPELLINGS.keys(),
]);

/** `__holds`, `__op`: two underscores and letters alone, so that no function is taken for one. */
export function isAttribute(word: string): boolean {
  return /^__[a-z]+$/.test(word) && !IGNORED.has(word);
}

/** The macros that begin a loop. */
export function isLoopMacro(word: string): boolean {
  return /^[a-z]+_for_each(_[a-z_]+)?$/.test(word);
}
