import { encodeLink, type Scenario } from '../../store/index.ts';
import { download } from '../download.ts';

/** The page in one file, which lies beside the app. */
const FILE = 'release-graph.html';

const PLACE = /(<meta name="scenario" content=")[\w.~-]*(">)/;

/** The page in one file with another scenario in it; undefined for a text that is no such page. @internal */
export function carrying(html: string, scenario: Scenario): string | undefined {
  // A link has no character that means anything in HTML.
  return PLACE.test(html) ? html.replace(PLACE, `$1${encodeLink(scenario)}$2`) : undefined;
}

/** The name of the file: the title as far as any file system can have it. @internal */
export function fileNameOf({ title }: Scenario): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${['release-graph', ...words].join('-').slice(0, 80).replace(/-$/, '')}.html`;
}

/** This page as it was before it ran, if it is one file; its script and style are in it as they are. */
function ownSource(): string | undefined {
  if (!document.querySelector('meta[name="scenario"]')) return undefined;
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-theme');
  copy.querySelector('#root')?.replaceChildren();
  // A parser puts what stands after the body into it.
  const body = copy.querySelector('body');
  while (body?.lastChild instanceof Text) body.lastChild.remove();
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

async function fetchedSource(): Promise<string> {
  const answer = await fetch(new URL(FILE, document.baseURI));
  if (!answer.ok) throw new Error(`${FILE} answers ${answer.status}`);
  return answer.text();
}

/**
 * Hands the browser a file with the app and the scenario, which opens from a disk without a network. Never fails: says
 * in a sentence what was saved, or why nothing was.
 */
export async function savePage(scenario: Scenario): Promise<string> {
  try {
    const html = carrying(ownSource() ?? (await fetchedSource()), scenario);
    if (html === undefined) throw new Error(`${FILE} is not the page that was expected`);
    const name = fileNameOf(scenario);
    download(name, new Blob([html], { type: 'text/html' }));
    return `The page is saved as ${name}. It opens without a server and without a network.`;
  } catch (error) {
    return `The page could not be saved: ${error instanceof Error ? error.message : error}.`;
  }
}
