import { expect, test } from 'vitest';
import {
  type Address,
  advance,
  allocate,
  boot,
  createThread,
  fn,
  loop,
  type Machine,
  NULL,
  read,
  type Steps,
  write,
} from '../../machine/index.ts';
import { Recorder } from './recorder.ts';
import { Node } from './tree.ts';
import { Variables } from './variables.ts';

interface Ioas {
  readonly kind: 'ioas';
  readonly freed: boolean;
  readonly areas: number;
}

type Path = (machine: Machine, ioas: Address) => Steps<void>;

const step = (of: Address) => ({ do: 'set', of, field: 'areas', from: 0, to: 0 }) as const;

/** Records a kernel path twice, as the explorer does where the same values are read. */
function recordPath(body: Path): void {
  const machine = boot({});
  const ioas = allocate(machine, { kind: 'ioas', freed: false, areas: 0 } as Ioas);
  const variables = new Variables(machine.cells.slice());
  const root = new Node('join');
  const start = machine.cells;
  for (let times = 0; times < 2; times++) {
    machine.cells = start.slice();
    const recorder = new Recorder(machine, variables, root);
    machine.watch = recorder;
    const thread = createThread(NULL, fn('iopt_get_pages', body)(machine, ioas));
    while (advance(machine, thread)) recorder.step(0);
    recorder.end(0);
  }
}

const areasOf = (machine: Machine, ioas: Address) => read(machine, ioas) as unknown as Ioas;

test('a path that reads again after each step is recorded', () => {
  recordPath(function* (machine, ioas) {
    write(machine, ioas, { areas: areasOf(machine, ioas).areas + 1 });
    yield step(ioas);
    write(machine, ioas, { areas: areasOf(machine, ioas).areas + 1 });
  });
});

let chance = 0;

const broken: readonly [path: string, body: Path, says: string][] = [
  [
    'keeps a cell over a step',
    function* (machine, ioas) {
      const kept = areasOf(machine, ioas);
      yield step(ioas);
      write(machine, ioas, { areas: kept.areas + 1 });
    },
    'iopt_get_pages: `areas` of an ioas is first looked at after a step; read it again after the yield',
  ],
  [
    'keeps a cell over a change of it',
    function* (machine, ioas) {
      const kept = areasOf(machine, ioas);
      write(machine, ioas, { areas: 1 });
      write(machine, ioas, { areas: kept.areas + 1 });
      yield step(ioas);
    },
    'iopt_get_pages: `areas` of an ioas is first looked at after it changed; read the cell again after the change',
  ],
  [
    'copies a cell',
    function* (machine, ioas) {
      write(machine, ioas, { ...areasOf(machine, ioas) });
      yield step(ioas);
    },
    'iopt_get_pages: an ioas is copied as a whole; name the fields that are needed',
  ],
  [
    'stores into the cells past the machine',
    function* (machine, ioas) {
      write(machine, ioas, { areas: 1 });
      machine.cells[ioas] = { ...machine.cells[ioas], areas: 2 } as unknown as (typeof machine.cells)[0];
      write(machine, ioas, { areas: areasOf(machine, ioas).areas });
      yield step(ioas);
    },
    `iopt_get_pages: \`areas\` of cell 2 is not what was stored there; store with write(), writeAt() or change(), never into the cell itself`,
  ],
  [
    'decides by what is in no cell',
    function* (machine, ioas) {
      if (chance++ % 2 === 0) yield step(ioas);
      areasOf(machine, ioas).areas;
    },
    'iopt_get_pages: comes to another test after the same reads (there was a step); decide by operands and by what is read from cells, and by nothing else',
  ],
  [
    'remembers more between two turns than the cursor',
    function* (machine, ioas) {
      yield* loop(machine, chance++, function* (at) {
        yield step(ioas);
        return at % 2 === 0 ? { next: at + 1 } : { end: undefined };
      });
    },
    'iopt_get_pages: a turn of a loop goes on elsewhere after the same reads; keep in its cursor all that a turn knows of the one before it',
  ],
];

test.each(broken)('a path that %s is told its function and the mend', (_, body, says) => {
  expect(() => recordPath(body)).toThrow(says);
});
