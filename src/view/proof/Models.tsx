import { useState } from 'react';
import type { DesignName, Op } from '../../store/index.ts';
import { download } from '../download.ts';
import { Cancel } from './Cancel.tsx';
import { useAsking } from './useAsking.ts';

interface ModelsProps {
  readonly ops: readonly Op[];
  readonly design: DesignName;
}

const FILES = { Promela: 'release-graph.pml', 'TLA+': 'ReleaseGraph.tla' } as const;

/** Export the model: what is explored here, for another model checker. */
export function Models({ ops, design }: ModelsProps) {
  const [said, setSaid] = useState('');
  const { ask, cancel, isBusy, problem } = useAsking();
  const save = (language: keyof typeof FILES): void => {
    setSaid('');
    ask({ kind: 'model', language, ops, design }, (answer) => {
      if (answer.kind === 'refused') setSaid(answer.because);
      if (answer.kind !== 'model') return;
      download(FILES[language], new Blob([answer.text], { type: 'text/plain' }));
      setSaid(`${FILES[language]} is saved. Its first lines say how to run it.`);
    });
  };
  return (
    <section className="models" aria-label="Export the model">
      <h3>Export the model</h3>
      <p className="muted">
        What is explored here, with its properties, as a model for SPIN or TLC. SPIN counts the same states
        and transitions.
      </p>
      <div className="panel-actions">
        {(Object.keys(FILES) as (keyof typeof FILES)[]).map((language) => (
          <button key={language} type="button" onClick={() => save(language)}>
            Save as {language}
          </button>
        ))}
        {isBusy && <Cancel onCancel={cancel} />}
      </div>
      <p role="status">{isBusy ? 'Writing the model …' : problem || said}</p>
    </section>
  );
}
