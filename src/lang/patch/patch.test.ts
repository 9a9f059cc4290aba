import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../parse/problem.ts';
import { applyPatch } from './apply_patch.ts';
import { type Patch, readPatch } from './read_patch.ts';

const ACCESS = `static bool is_internal(struct access *access)
{
	return !access->ictx;
}

static struct access *access_create(struct ctx *ictx)
{
	struct access *access;

	access = object_alloc(ictx);
	if (IS_ERR(access))
		return access;
	access->alignment = PAGE_SIZE;
	object_finalize(ictx, &access->obj);
	return access;
}
`;
const FILES = [
  { name: 'access.c', text: ACCESS },
  { name: 'main.c', text: 'u32 a;\nu32 b;\n' },
];

const HEAD = '--- a/access.c\n+++ b/access.c\n';
const TEST = `${HEAD}@@ -1,6 +1,6 @@
 static bool is_internal(struct access *access)
 {
-	return !access->ictx;
+	return !access->ops;
 }
 
 static struct access *access_create(struct ctx *ictx)
`;
const HOLDS = `${HEAD}@@ -11,5 +11,7 @@
 	if (IS_ERR(access))
 		return access;
 	access->alignment = PAGE_SIZE;
+	access->ictx = ictx;
+	ctx_get(ictx);
 	object_finalize(ictx, &access->obj);
 	return access;
`;

const isPatch = (found: ReturnType<typeof readPatch>): found is Patch => 'files' in found;

/** The file access.c with a patch applied, or what is wrong. */
function patched(text: string, files = FILES): string | string[] {
  const patch = readPatch('fix.patch', text);
  if (!isPatch(patch)) return patch.map(formatProblem);
  const applied = applyPatch('fix.patch', files, patch);
  return 'problems' in applied ? applied.problems.map(formatProblem) : (applied[0]?.text ?? '');
}

const TESTED = ACCESS.replace('!access->ictx', '!access->ops');
const HELD = ACCESS.replace('PAGE_SIZE;\n', 'PAGE_SIZE;\n\taccess->ictx = ictx;\n\tctx_get(ictx);\n');

describe('a patch', () => {
  test('changes the lines that it says', () => {
    expect(patched(TEST)).toBe(TESTED);
    expect(patched(HOLDS)).toBe(HELD);
  });

  test.each([
    [
      'in a mail',
      (text: string) =>
        `From: A\nSubject: [PATCH v6\n 07/25] iommufd: a fix\n\nWhy.\n\n---\n access.c | 2 +-\n\ndiff --git a/access.c b/access.c\nindex 1..2 100644\n${text}-- \n2.43.0\n`,
    ],
    ['quoted', (text: string) => `Hi,\n\n${text.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>')}\n\nyes`],
    ['quoted twice', (text: string) => text.replace(/^/gm, '> > ')],
    ['indented', (text: string) => text.replace(/^/gm, '    ')],
    ['with the ends of lines of another system', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with blanks for tabs', (text: string) => text.replace(/\t(?=if|return access|object)/g, '        ')],
    [
      'with the path of the kernel',
      (text: string) => text.replaceAll('/access.c', '/drivers/iommu/iommufd/access.c'),
    ],
    ['with empty lines that lost their blank', (text: string) => text.replace(/^ $/gm, '')],
    [
      'whose lines have moved',
      (text: string) => text.replace('@@ -1,', '@@ -90,').replace('@@ -11,', '@@ -3,'),
    ],
  ])('%s is the same', (_, change) => {
    expect(patched(change(TEST))).toBe(TESTED);
    expect(patched(change(HOLDS))).toBe(HELD);
  });

  test('has the subject of its mail, without what stands in brackets', () => {
    const found = readPatch('a', `Subject: [PATCH v6\n 07/25] iommufd: hold\n  no file\nDate: x\n\n${TEST}`);
    expect('files' in found && found.subject).toBe('iommufd: hold no file');
  });

  test('of several hunks applies them one after the other, and those behind move with those before', () => {
    const both = TEST + HOLDS.slice(HEAD.length);
    expect(patched(both)).toBe(HELD.replace('!access->ictx', '!access->ops'));
    const twice = `${HEAD}@@ -1,0 +1,2 @@\n+/* one */\n+/* two */\n${HOLDS.slice(HEAD.length)}`;
    expect(patched(twice)).toContain('/* two */');
    expect(patched(twice)).toContain('ctx_get(ictx);\n\tobject_finalize');
  });

  test('applies where the outer lines of its context are others', () => {
    expect(patched(HOLDS.replace('if (IS_ERR(access))', 'if (IS_ERR(acc))'))).toBe(HELD);
    expect(
      patched(TEST.replace(' static struct access *access_create(', ' static struct access *create(')),
    ).toBe(TESTED);
  });

  test('and its reverse leave the text as it was, wherever the change is', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '\tx;'), { minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.nat(), fc.constantFrom('a', '', '\tx;'), (text, where, line) => {
        const at = where % text.length;
        const [from, to] = [Math.max(at - 3, 0), Math.min(at + 4, text.length)];
        const context = (i: number, j: number) =>
          text
            .slice(i, j)
            .map((one) => ` ${one}\n`)
            .join('');
        const head = `@@ -${from + 1},${to - from} +${from + 1},${to - from} @@\n`;
        const hunk = (a: string, b: string) =>
          `--- a/access.c\n+++ b/access.c\n${head}${context(from, at)}-${a}\n+${b}\n${context(at + 1, to)}`;
        const whole = text.join('\n');
        const changed = patched(hunk(text[at] as string, line), [{ name: 'access.c', text: whole }]);
        expect(changed).toBe(text.with(at, line).join('\n'));
        const back = patched(hunk(line, text[at] as string), [{ name: 'access.c', text: changed as string }]);
        expect(back).toBe(whole);
      }),
      { numRuns: 300, seed: 20261130 },
    );
  });
});

describe('what does not apply is said, and nothing is applied', () => {
  test.each([
    [
      'a line that is another',
      TEST.replace('-	return !access->ictx', '-	return access->ictx'),
      'fix.patch:3:1: hunk 1 for access.c does not apply: line 3 is "return !access->ictx;", and the patch has "return access->ictx;"',
    ],
    [
      'a file that is not there',
      TEST.replaceAll('access.c', 'acces.c'),
      'fix.patch:3:1: the model has no file acces.c (it has access.c, main.c)',
    ],
    [
      'a hunk cut off',
      TEST.slice(0, TEST.indexOf(' static struct')),
      'fix.patch:3:1: the hunk ends early: @@ -1,6 +1,6 @@ promises more lines',
    ],
    [
      'a head that counts wrong',
      TEST.replace('-1,6 +1,6', '-1,5 +1,6'),
      'fix.patch:3:1: the hunk has other lines than its head promises: @@ -1,5 +1,6 @@',
    ],
    [
      'no patch',
      'Hi all,\n',
      'fix.patch:1:1: there is no patch (a unified diff begins with --- a/FILE and +++ b/FILE)',
    ],
    ['no hunk', HEAD, 'fix.patch:1:1: there is no hunk for access.c'],
    [
      'a hunk of no file',
      TEST.slice(HEAD.length),
      'fix.patch:1:1: a hunk stands before the name of its file (begin with --- a/FILE and +++ b/FILE)',
    ],
    [
      'a new file',
      '--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n',
      'fix.patch:1:1: the patch makes or removes a file (a design changes the files that the model has)',
    ],
  ])('%s', (_, text, says) => {
    expect([patched(text)].flat()[0]).toBe(says);
  });

  test('of two hunks of which one does not apply, neither is', () => {
    const both = TEST + HOLDS.slice(HEAD.length).replace('alignment', 'aligned');
    expect(patched(both)).toEqual([
      'fix.patch:11:1: hunk 2 for access.c does not apply: line 13 is "access->alignment = PAGE_SIZE;", and the patch has "access->aligned = PAGE_SIZE;"',
    ]);
  });
});
