import { GUIDES, LIBRARY } from '../../guide/index.ts';
import { PRESETS, type PresetName } from '../../store/index.ts';
import { kindsOf, type Wanted } from './matching.ts';

const KINDS = [...new Set(LIBRARY.flatMap(kindsOf))].sort();
const ENDINGS = [...new Set(Object.values(GUIDES).flatMap(({ ends }) => Object.values(ends)))];
const DESIGNS = Object.keys(PRESETS) as readonly PresetName[];

interface LibrarySearchProps {
  readonly wanted: Wanted;
  readonly found: number;
  readonly onWant: (wanted: Wanted) => void;
}

/** Words, and a choice each of kind, design and symptom. */
export function LibrarySearch({ wanted, found, onWant }: LibrarySearchProps) {
  const choice = (field: 'kind' | 'design' | 'ending', label: string, values: readonly string[]) => (
    <label>
      <span>{label}</span>
      <select
        value={wanted[field]}
        onChange={({ target }) => onWant({ ...wanted, [field]: target.value } as Wanted)}
      >
        <option value="">any</option>
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  );
  return (
    <search className="library-search">
      <label className="library-words">
        <span>Search</span>
        <input
          type="search"
          value={wanted.query}
          onChange={({ target }) => onWant({ ...wanted, query: target.value })}
        />
      </label>
      {choice('kind', 'Kind', KINDS)}
      {choice('design', 'Design', DESIGNS)}
      {choice('ending', 'Symptom', ENDINGS)}
      <output>
        {found} of {LIBRARY.length}
      </output>
    </search>
  );
}
