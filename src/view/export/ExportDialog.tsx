import { useMemo, useState } from 'react';
import type { Look, Moment, Theme } from '../../export/index.ts';
import { savedTheme } from '../bar/theme.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { download } from '../download.ts';
import { linkOf } from '../link/address.ts';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';
import { copy } from './clipboard.ts';
import { OFFERS, type Offer } from './offers.ts';
import { Preview } from './Preview.tsx';
import './export.css';

const THEMES: Readonly<Record<Theme, string>> = {
  auto: 'as the reader’s system',
  light: 'light',
  dark: 'dark',
};

interface ExportDialogProps {
  readonly shown: Shown;
  readonly onClose: () => void;
}

/** What is seen, to take along: as pictures, as graphs for other programs, as data. */
export function ExportDialog({ shown, onClose }: ExportDialogProps) {
  const moment = useMoment(shown);
  const reading = useApp((state) => state.reading);
  const [theme, setTheme] = useState<Theme>(savedTheme);
  const [chosen, setChosen] = useState<Offer | undefined>(OFFERS[0]);
  const [said, setSaid] = useState('');
  const look = useMemo<Look>(
    () => ({ theme, reading, link: linkOf(moment.scenario) }),
    [theme, reading, moment],
  );
  const save = async (offer: Offer) => {
    setChosen(offer);
    try {
      const name = `${stemOf(moment)}.${offer.extension}`;
      download(name, await offer.file(moment, look));
      setSaid(`Saved as ${name}.`);
    } catch {
      setSaid(`The browser cannot make a ${offer.title} of this size. Take the SVG instead.`);
    }
  };
  const put = async (offer: Offer) => {
    setChosen(offer);
    try {
      await copy(offer, moment, look);
      setSaid(`${offer.title} copied.`);
    } catch {
      setSaid(`The browser does not let the page copy ${offer.title}. Save it instead.`);
    }
  };
  return (
    <Dialog title="Export" onClose={onClose}>
      <div className="export">
        <fieldset className="export-list">
          <legend>As</legend>
          {OFFERS.map((offer) => (
            <div key={offer.title} className="export-row">
              <label>
                <input
                  type="radio"
                  name="export"
                  checked={chosen === offer}
                  onChange={() => setChosen(offer)}
                />
                {offer.title}
              </label>
              <button type="button" aria-label={`Copy ${offer.title}`} onClick={() => put(offer)}>
                Copy
              </button>
              <button type="button" aria-label={`Save ${offer.title}`} onClick={() => save(offer)}>
                Save
              </button>
            </div>
          ))}
          <label className="export-theme">
            Colours
            <select
              value={theme}
              disabled={!chosen?.isPicture}
              onChange={({ target }) => setTheme(target.value as Theme)}
            >
              {Object.entries(THEMES).map(([value, says]) => (
                <option key={value} value={value}>
                  {says}
                </option>
              ))}
            </select>
          </label>
          <p role="status" className="export-said">
            {said}
          </p>
        </fieldset>
        {chosen && <Preview offer={chosen} moment={moment} look={look} />}
      </div>
    </Dialog>
  );
}

function useMoment({ session, scene, frame }: Shown): Moment {
  const scenario = useApp((state) => state.document);
  return useMemo(() => {
    const { run, ledgers, verdict } = session;
    return { scenario, design: scenario.design, run, ledgers, verdict, scene, frame };
  }, [scenario, session, scene, frame]);
}

/** What the files of a moment are called, up to their ending. */
function stemOf({ scenario, frame }: Moment): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 48)
      .replace(/^-+|-+$/g, '');
  return `${plain(scenario.title) || 'release-graph'}.${plain(scenario.design)}.${frame}`;
}
