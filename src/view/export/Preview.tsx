import { useMemo } from 'react';
import type { Look, Moment } from '../../export/index.ts';
import type { Offer } from './offers.ts';
import { addressOf } from './raster.ts';

interface PreviewProps {
  readonly offer: Offer;
  readonly moment: Moment;
  readonly look: Look;
}

/** What is going to be copied or saved. */
export function Preview({ offer, moment, look }: PreviewProps) {
  const text = useMemo(() => offer.write(moment, look), [offer, moment, look]);
  return (
    <section className="export-preview" aria-label="Preview">
      <p className="muted">{offer.says}</p>
      {offer.isPicture ? (
        <div className="export-picture">
          <img src={addressOf(text)} alt={`The graph as ${offer.title}`} />
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <pre role="region" tabIndex={0} aria-label={`Text of ${offer.title}`}>
          {text}
        </pre>
      )}
    </section>
  );
}
