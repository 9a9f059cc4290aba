import { parseSync } from 'vite';
import { expect, test } from 'vitest';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (field: unknown): field is Node => (field as Node | null)?.type !== undefined;

/** What names a module, a type or a look: nobody reads it. */
const UNREAD = /^(Import|TS(?!As|Satisfies|NonNull)|ExportAll)/;
const UNREAD_ATTRIBUTES = /^(className|d|transform|viewBox|points|style)$/;

function childrenOf(node: Node): Node[] {
  const { name, key, ...rest } = node;
  if (node.type === 'JSXAttribute' && UNREAD_ATTRIBUTES.test(String((name as Node).name))) return [];
  return Object.values(node.computed ? node : rest)
    .flat()
    .filter(isNode)
    .filter(({ type }) => !UNREAD.test(type));
}

/** As JSX reads it: a line break between words is a blank, and one at either end is nothing. */
const trimmed = (text: string) => text.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s*\n\s*/g, ' ');

/** The words of a text as they stand: what is put in is {}. */
function wordsOf(node: Node): string {
  if (node.type === 'JSXText') return trimmed(String(node.value));
  if (node.type === 'TemplateElement') return (node.value as { cooked: string }).cooked;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  if (node.type === 'TemplateLiteral') return (node.quasis as Node[]).map(wordsOf).join('{}');
  if (node.type === 'JSXExpressionContainer') return wordsOf(node.expression as Node) || '{}';
  if (node.type === 'JSXElement') return (node.children as Node[]).map(wordsOf).join('');
  return '';
}

const isText = ({ type }: Node) => type === 'JSXText' || type === 'JSXExpressionContainer';
const isMixed = (node: Node) =>
  node.type === 'JSXElement' && (node.children as Node[]).some((child) => isText(child) && wordsOf(child));

/** Each text below a node, from top to bottom. What stands between the tags of one element is one text. */
function* textsOf(node: Node, isInText = false): Generator<string> {
  const opens = isMixed(node) && !isInText;
  if (opens || /^(Literal|TemplateLiteral)$/.test(node.type)) yield wordsOf(node);
  for (const child of childrenOf(node)) yield* textsOf(child, opens || isInText);
}

/** Two words at least, in a line that is not markup. */
const isSentence = (text: string) => /\p{L}\S* +(\S+ +)*\S*\p{L}/u.test(text) && /\p{L}{3}/u.test(text);

const sources = import.meta.glob<string>(
  [
    './**/*.{ts,tsx}',
    '!./**/*.{test,bench,arbitrary,fixture}.{ts,tsx}',
    '!./**/style.ts',
    '../public/*.js',
    '../index.html',
    '../public/*.html',
  ],
  { query: '?raw', import: 'default', eager: true },
);

const textsIn = (path: string, source: string) =>
  path.endsWith('.html')
    ? source.split('\n').map((line) => line.trim())
    : [...textsOf(parseSync(path, source).program as unknown as Node)];

/** A change of words is a change of the page: it is seen where it is reviewed. */
test('every sentence that can be read stands in sentences.txt', async () => {
  const files = Object.entries(sources).flatMap(([path, source]) => {
    const sentences = textsIn(path, source).filter(isSentence);
    return sentences.length > 0 ? [`${path}\n${sentences.map((s) => `  ${s}\n`).join('')}`] : [];
  });
  await expect(files.join('\n')).toMatchFileSnapshot('sentences.txt');
});
