import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inlined } from './one-page.mjs';

const HTML = `<head>
    <meta charset="utf-8" />
    <link rel="icon" type="image/svg+xml" href="./favicon.svg" />
    <script type="module" crossorigin src="./assets/a.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/a.css">
  </head><body><div id="root"></div></body>`;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

test('one page names no other file, and what may run in it is its own script alone', () => {
  const page = inlined(
    HTML,
    'run("</script><!-- $& $1")',
    'a{color:red}',
    '%3Csvg%3E',
    'By --> and --!> me\n',
  );
  expect(page.match(/(?:src|href)="(?!data:)/g)).toBeNull();
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  expect(script).toBe('run("\\x3c/script>\\x3c!-- $& $1")');
  expect(style).toBe('a{color:red}');
  expect(page).toContain(`script-src 'sha256-${hashOf(script)}'; style-src 'sha256-${hashOf(style)}'`);
  expect(page).toMatch(/<!--\nBy - -> and - -!> me\n-->\s*<\/body>/);
  expect(page).not.toContain('unsafe');
  expect(page.indexOf('charset')).toBeLessThan(page.indexOf('Content-Security-Policy'));
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
});
