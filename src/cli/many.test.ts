import { expect, test } from 'vitest';
import { builtCli } from './built.fixture.ts';
import { STATUS } from './output/status.ts';

/** So many times what a number makes of it. */
const times = (count: number, lines: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => lines(i)).join('');

const context = (i: number) => `open > c${i}
ioas_alloc c${i} > i${i}
mock_domain c${i} pt=i${i} > s${i} d${i} h${i}
hwpt_alloc c${i} dev=d${i} pt=i${i} nest_parent=1 > p${i}
ioas_map c${i} ioas=i${i}
viommu_alloc c${i} dev=d${i} hwpt=p${i} > v${i}
hw_queue_alloc c${i} viommu=v${i} > q${i}
`;

const { cli } = builtCli({
  'contexts.txt': times(71, context),
  'dups.txt': `open > c\n${times(499, (i) => `dup c > d${i}\n`)}`,
  'ioas30.txt': `open > c\n${times(29, (i) => `ioas_alloc c > i${i}\n`)}`,
  'ioas.txt': `open > c\n${times(499, (i) => `ioas_alloc c > i${i}\n`)}`,
});

test.each(['contexts', 'dups', 'ioas30', 'ioas'])(
  '%s: time that is up ends the laws as it ends the search',
  (name) => {
    const { stdout, stderr, status } = cli(['explore', '--seconds', '1', `${name}.txt`]);
    expect({ stderr, status }).toEqual({ stderr: '', status: STATUS.bound });
    expect(stdout).toMatch(
      /^\w+ in 7\.3: no fault so far \([\d,]+ states, [\d,]+ transitions, stopped after 1 second\)/,
    );
    expect(stdout).not.toContain('holds   ');
  },
  60_000,
);
