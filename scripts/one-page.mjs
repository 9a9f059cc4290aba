import { createHash } from 'node:crypto';
import { modulesOf, noticesOf } from './licences.mjs';

const worker = /new Worker\(\s*new URL\('(\.[^']+)', import\.meta\.url\),\s*\{ type: 'module' \}\s*\)/;

/** A text as it may stand in a script element: nothing in it ends the element, or begins a comment. */
const asScript = (code) => code.replace(/<(?=\/script|!--)/gi, '\\x3c');

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// What the file does not hold it cannot have: no host is asked, not even the one that it comes from.
function policyOf(script, style) {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const only = (files, what) => {
  if (files.length !== 1) throw new Error(`one page has one ${what}, but there are ${files.length}`);
  return files[0];
};

/** A text as it may stand in a comment: nothing in it ends the comment. */
const asComment = (text) => text.replace(/-(?=->|-!>)/g, '- ');

/** The page with its script, style, picture and licences in it, and room for a scenario. @internal */
export function inlined(html, script, style, icon, licences) {
  const code = asScript(script);
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(code, style)}">`,
    '<meta name="scenario" content="">',
    `<style>${style}</style>`,
  ].join('\n    ');
  // Functions, since a text may hold what `replace` takes for a place.
  return (
    html
      .replace(/\s*<(?:script|link)\b[^>]*(?:\ssrc|\srel="stylesheet")[^>]*>(?:<\/script>)?/g, '')
      .replace(/(<link rel="icon"[^>]*href=")[^"]*"/, (_, link) => `${link}data:image/svg+xml,${icon}"`)
      // A browser looks for the character set in the first kilobyte, so that comes first.
      .replace(/<meta charset=[^>]*>/, (charset) => `${charset}\n    ${head}`)
      .replace(
        '</body>',
        () => `<script type="module">${code}</script>\n<!--\n${asComment(licences)}-->\n  </body>`,
      )
  );
}

/** Makes of what is built one file that needs no server: `name`, with the worker in it too. */
export function onePage(name, icon) {
  return {
    name: 'one-page',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/store/asking.ts')) return undefined;
      if (!worker.test(code)) throw new Error(`${id} no longer makes its worker as this file expects`);
      const file = worker.exec(code)[1];
      return `import Explorer from '${file}?worker&inline';\n${code.replace(worker, 'new Explorer()')}`;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const named = (end) => files.filter(({ fileName }) => fileName.endsWith(end));
        const html = only(named('.html'), 'document');
        const script = only(named('.js'), 'script');
        const style = only(named('.css'), 'style');
        const source = inlined(
          String(html.source),
          script.code,
          String(style.source),
          encodeURIComponent(icon),
          noticesOf(modulesOf(bundle)),
        );
        for (const { fileName } of files) delete bundle[fileName];
        this.emitFile({ type: 'asset', fileName: name, source });
      },
    },
  };
}
