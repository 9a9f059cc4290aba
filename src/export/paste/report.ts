/** What a kernel says has gone wrong, as far as an emulator can come to it. */
export type Trouble =
  | 'WARNING'
  | 'use after free'
  | 'hung task'
  | 'bad pointer'
  | 'memory error'
  | 'kernel BUG'
  | 'UBSAN report'
  | 'call trace';

/** A log or a report of a kernel. */
export interface Report {
  readonly trouble: Trouble;
  /** The function of iommufd, or of another driver, that it names first. */
  readonly named: string;
  /** All functions that it names, the innermost first. */
  readonly functions: readonly string[];
  /** Lines that belong to it, from 0. */
  readonly lines: ReadonlySet<number>;
}

const TROUBLES: readonly (readonly [RegExp, Trouble])[] = [
  [
    /(?:KASAN|KFENCE): (?:slab-)?use-after-free|BUG: unable to handle page fault|refcount_t: addition on 0/,
    'use after free',
  ],
  [/WARNING: |WARNING in |refcount_t: |ODEBUG: /, 'WARNING'],
  [/INFO: task .{0,80} blocked for more than|task hung in|rcu.{0,40} stall/, 'hung task'],
  [/NULL pointer dereference|general protection fault|null-ptr-deref|KASAN: /, 'bad pointer'],
  [/KFENCE: /, 'memory error'],
  [/kernel BUG (?:at|in) /, 'kernel BUG'],
  [/UBSAN: /, 'UBSAN report'],
  [/^\W*(?:\[.{1,20}\]\s*)?Call Trace:/, 'call trace'],
];

/** A function with an offset into it, as a stack has it; or as the title of a report has it. */
const PLACE = /\b([a-z_][a-z0-9_]{2,60})(?:\.[a-z]+(?:\.\d+)?)?\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}/gi;
const TITLE =
  /(?:WARNING|(?:KASAN|KFENCE|UBSAN): [a-z -]{1,40}(?: Read| Write)?|task hung|BUG|dereference|fault) in ([a-z_][a-z0-9_]{2,60})\b(?!\/)/i;

/** What every report passes through on its way to the function that is meant. */
const COMMON =
  /^(?:refcount_|kasan_|dump_|print_|report_|check_|kfence_|__ubsan_|ubsan_|__warn|warn_|asm_|do_syscall|entry_|__x64_|__se_|x64_|syscall_|exc_|handle_bug|ret_from|kthread|__asan|instrument_|debug_print|mutex_|__mutex|schedule|__schedule)/;

const MAX_LINE = 400;

/** What a line of a report has in it: most lines of other texts have nothing of it. */
const HINT =
  /WARNING|KASAN|KFENCE|UBSAN|BUG|INFO|ODEBUG|refcount_t|Call Trace|hung|stall|fault|dereference|null-ptr|\+0x/;

/** The report in some lines; undefined where there is none. */
export function reportIn(lines: readonly string[]): Report | undefined {
  const found = new Map<Trouble, number>();
  const functions = new Set<string>();
  const used = new Set<number>();
  let title = '';
  for (const [i, line] of lines.entries()) {
    if (line.length > MAX_LINE || !HINT.test(line)) continue;
    const trouble = TROUBLES.find(([pattern]) => pattern.test(line))?.[1];
    if (trouble && !found.has(trouble)) found.set(trouble, i);
    title ||= TITLE.exec(line)?.[1] ?? '';
    const places = [...line.matchAll(PLACE)].map(([, name]) => name as string);
    for (const name of places) functions.add(name);
    if (trouble || places.length > 0) used.add(i);
  }
  const told = [...functions].filter((name) => !COMMON.test(name));
  const named = title && !COMMON.test(title) ? title : told[0];
  if (named === undefined) return undefined;
  const first = TROUBLES.find(([, trouble]) => found.has(trouble))?.[1] ?? 'call trace';
  return { trouble: first, named, functions: [...new Set([named, ...told])], lines: used };
}
