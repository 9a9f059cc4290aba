import { expect, test } from 'vitest';
import { escapeXml, xmlOf } from './xml.ts';

test('no letter of a text is a mark of XML, and what XML cannot hold is replaced', () => {
  expect(escapeXml('<a b="c">&amp;')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;amp;');
  expect(escapeXml('a\u0000b\u001bc\ufffe\ud800😀')).toBe('a\ufffdb\ufffdc\ufffd\ufffd😀');
});

test('a mark is written with the names of SVG, and without what it does not have', () => {
  const text = {
    name: 'text',
    attributes: { className: 'a"b', textAnchor: 'end', x: 0, y: undefined },
    inside: ['<', null],
  } as const;
  expect(xmlOf({ name: 'g', attributes: { 'data-pinned': true }, inside: [text, null] })).toBe(
    '<g data-pinned="true"><text class="a&quot;b" text-anchor="end" x="0">&lt;</text></g>',
  );
});
