import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startFirefox } from './firefox.ts';
import { watch } from './site.ts';
import { startWebKit } from './webkit.ts';
import type { Wire } from './wire.ts';

const ENGINES: Readonly<Record<string, () => Promise<Wire>>> = {
  firefox: startFirefox,
  webkit: startWebKit,
};

const KEYS: Readonly<Record<string, string>> = {
  Shift: '\ue008',
  Escape: '\ue00c',
  End: '\ue010',
  Home: '\ue011',
  ArrowLeft: '\ue012',
  ArrowRight: '\ue014',
};

/** Name under which WebDriver passes an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The one window of a browser, the same for each engine. */
export class Tab {
  private readonly wire: Wire;

  private constructor(wire: Wire) {
    this.wire = wire;
  }

  /** Starts the browser of that name, 1440 pixels wide. */
  static async start(engine: string): Promise<Tab> {
    const start = ENGINES[engine];
    if (!start) throw new Error(`${engine}: there are ${Object.keys(ENGINES).join(', ')}`);
    const wire = await start();
    await wire.send('SetWindowRect', { x: 0, y: 0, width: 1440, height: 940 });
    return new Tab(wire);
  }

  get downloads(): string {
    return this.wire.downloads;
  }

  /** Goes to an address, and watches the page from there on if it does not watch itself. */
  async open(url: string): Promise<void> {
    // An address that differs in its fragment only would not load the page again.
    await this.wire.send('Navigate', { url: 'about:blank' });
    await this.wire.send('Navigate', { url });
    await this.evaluate(watch);
  }

  /** What a function returns that runs in the page; it sees nothing but what it is given. */
  async evaluate<A extends readonly unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const script = `return (${run}).apply(null, arguments)`;
    return (await this.wire.send('ExecuteScript', { script, args })) as Awaited<R>;
  }

  /** Clicks, as a user would, on the first visible element that the selector finds and whose text begins so. */
  async click(selector: string, text = ''): Promise<void> {
    const found = (await this.evaluate(
      (all, begins) =>
        [...document.querySelectorAll(all)].find(
          (one) => one.getClientRects().length > 0 && one.textContent?.trim().startsWith(begins),
        ),
      selector,
      text,
    )) as unknown as Readonly<Record<string, string>> | null;
    if (!found) throw new Error(`nothing to click: ${selector} ${text}`);
    await this.wire.send('ElementClick', { id: found[ELEMENT] });
  }

  /** Presses a key, with what is held meanwhile before it, as Shift+ArrowRight; often, if wanted. */
  async press(keys: string, times = 1): Promise<void> {
    const values = keys.split('+').map((key) => KEYS[key] ?? key);
    const stroke = (type: string) => (value: string) => ({ type, value });
    const once = [...values.map(stroke('keyDown')), ...values.toReversed().map(stroke('keyUp'))];
    const actions = Array.from({ length: times }, () => once).flat();
    await this.wire.send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** The text of all elements that the selector finds. */
  text(selector: string): Promise<string> {
    return this.evaluate(
      (all) => [...document.querySelectorAll(all)].map((one) => one.textContent).join('\n'),
      selector,
    );
  }

  address(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  /** What went wrong in the page since it was opened. */
  faults(): Promise<readonly string[]> {
    return this.evaluate(() => window.faults);
  }

  async picture(file: string): Promise<void> {
    const bytes = (await this.wire.send('TakeScreenshot', { full: false })) as string;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(bytes, 'base64'));
  }

  end(): Promise<void> {
    return this.wire.end();
  }
}
