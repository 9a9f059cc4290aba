import { useMemo } from 'react';
import type { DesignName } from '../store/index.ts';
import type { Run } from '../trace/index.ts';
import { useGuides } from './tour/useGuide.ts';
import './known-from.css';

interface KnownFromProps {
  readonly run: Run;
  readonly design: DesignName;
  /** Said before it, where it is not clear which design is meant. */
  readonly where?: DesignName;
}

/** Where what is said of a run is known from. Its place is kept until the index of the recordings is there. */
export function KnownFrom({ run, design, where }: KnownFromProps) {
  const guides = useGuides();
  const known = useMemo(() => guides?.provenanceOf(run, design), [guides, run, design]);
  return (
    <span className="known-from" title={known?.says}>
      {known && (where ? `${where}: ${known.tag}` : known.tag)}
    </span>
  );
}
