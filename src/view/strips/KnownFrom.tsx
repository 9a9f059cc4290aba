import { useEffect, useState } from 'react';
import type { RunProvenance } from '../../guide/index.ts';
import type { DesignName } from '../../store/index.ts';
import type { Run } from '../../trace/index.ts';
import { useGuides } from '../tour/useGuide.ts';
import './known-from.css';

interface KnownFromProps {
  readonly run: Run;
  readonly design: DesignName;
  /** Said before it, where it is not clear which design is meant. */
  readonly where?: DesignName;
}

interface Found extends Pick<KnownFromProps, 'run' | 'design'> {
  readonly known: RunProvenance;
}

/** Where what is said of a run is known from. Its place is kept until the index of the recordings is there. */
export function KnownFrom({ run, design, where }: KnownFromProps) {
  const guides = useGuides();
  const [found, setFound] = useState<Found | null>(null);
  // After what runs is shown: a long run takes its time to be compared.
  useEffect(() => {
    if (!guides) return;
    const waiting = setTimeout(() => setFound({ run, design, known: guides.provenanceOf(run, design) }));
    return () => clearTimeout(waiting);
  }, [guides, run, design]);
  const known = found?.run === run && found.design === design ? found.known : undefined;
  return (
    <span className="known-from" title={known?.says}>
      {known && (where ? `${where}: ${known.tag}` : known.tag)}
    </span>
  );
}
