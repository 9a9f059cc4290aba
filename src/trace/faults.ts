import type { Address, LogKind, Ref, Step } from '../machine/index.ts';

/** What can go wrong in a step of the kernel. */
export interface Fault {
  readonly name: 'UAF' | 'BAD PUT' | 'HANG' | 'NO PROGRESS' | 'WARN';
  /** Where it shows, and what. */
  readonly because: string;
  /** The kernel prints a WARNING. */
  readonly warns?: true;
  /** The task dies of it in the middle of its call. */
  readonly kills?: true;
  /** Milliseconds of a wait; infinite for a lock that nobody gives up. */
  readonly ms?: number;
}

/** What a step alone does not tell: the names of cells, and what became of them. */
export interface Witness {
  /** A noun phrase: `access 8`, or `an access` where nobody knows which. */
  nameOf(of: Address): string;
  isTask(of: Address): boolean;
  /** Whether what is being freed still has users. */
  isInUse(of: Address): boolean;
  /** Whether a lock that was found taken is never given up. */
  isForever(step: Step): boolean;
  /** The reference that a step puts though nobody has it: the count that goes is somebody else's. */
  strayPut(step: Step): Ref | null;
  /** What a release that gives up leaves behind, to stand behind a colon; empty where it is not known. */
  leftBehind(): string;
}

/** What a WARNING is, by its kind; a time-out is told by the wait before it and by the WARNING behind it. */
const LOGGED: Readonly<Record<LogKind, Fault['name'] | null>> = {
  refcount: 'BAD PUT',
  file_ref: 'BAD PUT',
  'no progress': 'NO PROGRESS',
  warn: 'WARN',
  timeout: null,
};

/** Everything that goes wrong in a step: for the stepper, the explorer and the races alike. */
export function* faultsOf(step: Step, witness: Witness): Generator<Fault> {
  const { effect, stack, touched } = step;
  const where = stack.at(-1) ?? 'the system call';
  const stray = witness.strayPut(step);
  if (stray) yield { name: 'BAD PUT', because: `${where} puts ${stray.role}, which nobody took` };
  const [touch] = touched;
  if (touch)
    yield {
      name: 'UAF',
      because: `${touch.by || 'the system call'} touches ${witness.nameOf(touch.of)}, which is freed`,
    };
  switch (effect.do) {
    case 'free':
      if (witness.isInUse(effect.of))
        yield {
          name: 'BAD PUT',
          because: `${where} frees ${witness.nameOf(effect.of)}, which still has users`,
        };
      break;
    case 'oops':
      yield { name: 'BAD PUT', because: `${where} follows a bad pointer: ${effect.lines[0]}`, kills: true };
      break;
    case 'blocked':
      if (witness.isForever(step))
        yield {
          name: 'HANG',
          because: `${where} waits for ${effect.lock}, which nobody will release`,
          ms: Number.POSITIVE_INFINITY,
        };
      break;
    case 'sleep':
      if (!witness.isTask(effect.of))
        yield {
          name: 'HANG',
          because: `${where} waits ${effect.ms / 1000} s for ${witness.nameOf(effect.of)}`,
          ms: effect.ms,
        };
      break;
    case 'log': {
      const name = LOGGED[effect.kind];
      if (name === 'NO PROGRESS') {
        const left = witness.leftBehind();
        const because = `a pass of the release found no object with one user${left && `: ${left}`}`;
        yield { name, because, warns: true };
      } else if (name) yield { name, because: `${where}: ${effect.says}`, warns: true };
    }
  }
}
