import type { Locator, Page } from '@playwright/test';
import type { Op } from '../src/iommufd/index.ts';
import { encodeLink, formatOp, LIBRARY, type Scenario, SEED } from '../src/scenario/index.ts';
import { notice, open, operations, verdict } from './page.ts';
import { expect, test } from './watched.ts';

/** A paste outside of any field, as the browser tells of it, once the page takes pastes. */
async function paste(page: Page, text: string): Promise<void> {
  const isTaken = () =>
    page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(event);
    }, text);
  await expect.poll(isTaken).toBe(true);
}

const MAIL = `On Tuesday Jane wrote:
> This still leaks for me:
>
> # design: naive
> open > c
> ioas_alloc c > io
> mock_domain c pt=io > sd dev hw
> hwpt_alloc c dev=dev pt=io nest_parent=1
> > hp
> close c
Does it?
`;

const DRAWING = `> that could wait for the release of ictx:
>     ictx --releases--> hw_queue --releases--> access
>       ^                                         |
>       |_________________releases________________v
`;

test('a quoted and broken mail opens as its scenario, and what was open is one step back', async ({
  page,
}) => {
  await open(page);
  await paste(page, MAIL);
  await expect(operations(page)).toHaveCount(6);
  await expect(operations(page).nth(3)).toContainText('hwpt_alloc c dev=dev pt=io nest_parent=1 > hp');
  await expect(notice(page)).toContainText('Line 1 was not understood: "On Tuesday Jane wrote:"');
  await page.goBack();
  await expect(operations(page).filter({ hasText: 'hw_queue_alloc' })).toHaveCount(1);
});

test('a link opens out of a mail, however it is broken', async ({ page }) => {
  await open(page);
  const link = encodeLink({ ...SEED, design: '7.3' });
  await paste(page, `> > see <https://example.org/x#${link.slice(0, 12)}\n> > ${link.slice(12)}> there`);
  await expect(verdict(page)).toHaveText('FREED');
});

test('the drawing of the patch is told as a graph, and opens as the scenario that has it', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('x');
  await expect(verdict(page)).toHaveText('FREED');
  await paste(page, DRAWING);
  const dialog = page.getByRole('dialog', { name: 'A drawing' });
  await expect(dialog).toContainText('What it draws has a cycle');
  await expect(dialog.getByRole('list', { name: 'References' }).getByRole('listitem')).toHaveText([
    'ictx --releases--> hw_queue',
    'hw_queue --releases--> access',
    'access --releases--> ictx',
  ]);
  const picture = dialog.getByRole('img', {
    name: 'Graph of the drawing: 3 names, 3 references. A cycle: ictx → hw_queue → access → ictx.',
  });
  await expect(picture.locator('.edge[data-cycle]')).toHaveCount(3);
  await expect(dialog.getByRole('list', { name: 'Not read' })).toContainText('Line 1 was not understood');
  await dialog.getByRole('button', { name: 'A queue is live when its file is closed, in naive' }).click();
  await expect(verdict(page)).toHaveText('LEAK');
});

test('what a mail draws before and after is told one by one, and no leak shows the fix', async ({ page }) => {
  await open(page);
  const chain = 'ictx --holds--> hw_queue --holds--> access';
  await paste(page, `Before:\n\n  ${chain} --holds--> ictx\n\nAfter:\n\n  ${chain}\n`);
  const dialog = page.getByRole('dialog', { name: '2 drawings' });
  const [before, after] = ['Before', 'After'].map((name) => dialog.getByRole('region', { name }));
  await expect(before as Locator).toContainText('What it draws has a cycle');
  await expect((before as Locator).getByRole('button')).toHaveText(`${SEED.title}, in naive`);
  await expect(after as Locator).toContainText('What it draws has no cycle');
  await (after as Locator).getByRole('button').click();
  await expect(verdict(page)).toHaveText('FREED');
});

const BOXES = `
+---------+            +----------+
|  sock   |--holds---->|  queue   |
| of <b>A |            | of B     |
+---------+            +----------+
     ^                      |
     +--------holds---------+

Then:

net -> dev -> page
`;

test('drawings of nothing that is known have their pictures, which fit and are text, at any width', async ({
  page,
}) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await paste(page, BOXES);
    const dialog = page.getByRole('dialog', { name: '2 drawings' });
    const [first, second] = ['Drawing 1', 'Then'].map((name) => dialog.getByRole('region', { name })) as [
      Locator,
      Locator,
    ];
    await expect(first.getByRole('listitem')).toHaveText([
      'sock of <b>A --holds--> queue of B',
      'queue of B --holds--> sock of <b>A',
    ]);
    await expect(first.getByRole('img').locator('.node')).toHaveText(['sock of <b>A', 'queue of B']);
    await expect(second.getByRole('img').locator('.node')).toHaveText(['net', 'dev', 'page']);
    await expect(second.getByRole('img').locator('.edge[data-cycle]')).toHaveCount(0);
    for (const part of [first, second]) {
      await expect(part).toContainText('No scenario of the library has all of these references');
      await expect(part.getByRole('button')).toHaveCount(0);
      const box = await part.getByRole('img').boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(width);
    }
    await page.keyboard.press('Escape');
  }
});

test('several links in a mail are offered, and one is chosen', async ({ page }) => {
  await open(page);
  const [one, other] = LIBRARY.map(({ scenario }) => scenario) as [Scenario, Scenario];
  await paste(page, `Compare #${encodeLink(one)} with https://example.org/#${encodeLink(other)}.`);
  const dialog = page.getByRole('dialog', { name: '2 links' });
  await expect(dialog.getByRole('listitem')).toHaveText(
    [one, other].map(({ title, design }) => `${title}, in ${design}`),
  );
  await dialog.getByRole('button', { name: other.title }).click();
  await expect(operations(page).filter({ hasText: formatOp(other.ops.at(-1) as Op) })).not.toHaveCount(0);
  await expect(dialog).toHaveCount(0);
});

test('a log of a kernel names its function and the scenarios that come to it', async ({ page }) => {
  await open(page);
  await paste(page, 'WARNING: CPU: 1 PID: 42 at iommufd_private.h:208 iommufd_device_unbind+0x81/0xa0\n');
  const dialog = page.getByRole('dialog', { name: 'A log of a kernel' });
  await expect(dialog).toContainText('It reports a WARNING in iommufd_device_unbind.');
  await expect(dialog).toContainText('Paste its reproducer');
  await dialog
    .getByRole('list', { name: 'Scenarios' })
    .getByRole('button', { name: 'Ten seconds were not enough' })
    .click();
  await expect(dialog).toHaveCount(0);
});

test('a program of syzkaller opens, and what is left out of it is told', async ({ page }) => {
  await open(page);
  await paste(
    page,
    `r0 = openat$iommufd(0xffffffffffffff9c, &(0x7f0000000080), 0x0, 0x0)
ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f00000000c0)={0xc, 0x0, <r1=>0x0})
ioctl$IOMMU_OPTION(r0, 0x3b87, &(0x7f00000000c0)={0x18})
`,
  );
  await expect(operations(page)).toHaveCount(3);
  await expect(operations(page).nth(1)).toContainText('ioas_alloc r0 > r1');
  await expect(notice(page)).toContainText('Line 3 is left out: IOMMU_OPTION is not emulated.');
});

test('a link that is copied on a local address says that it is of no use elsewhere', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.keyboard.press('y');
  await expect(notice(page)).toContainText(
    'Link to this step copied. It leads to this machine and does not work elsewhere.',
  );
});

test('a paste that is nothing says so, and the document stays as it was', async ({ page }) => {
  await open(page);
  const before = page.url();
  await paste(page, 'Looks good to me.');
  await expect(notice(page)).toContainText('It has no link, no operation, no drawing');
  await expect(operations(page)).toHaveCount(9);
  expect(page.url()).toBe(before);
});

test('a file that is dropped on the page is opened as a paste is', async ({ page }) => {
  await open(page);
  const drop = (name: string, text: string) =>
    page.evaluate(
      ([called, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content as string], called as string, { type: 'text/plain' }));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      },
      [name, text],
    );
  await drop('small.txt', '# design: 7.3\nopen > c\nioas_alloc c > io\n');
  await expect(operations(page)).toHaveCount(3);
  await drop('huge.txt', 'x'.repeat(70_000));
  await expect(notice(page)).toContainText(
    'huge.txt has 70000 bytes; at most 65536 are read. Nothing was opened.',
  );
  await expect(operations(page)).toHaveCount(3);
});
