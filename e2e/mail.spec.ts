import type { Page } from '@playwright/test';
import { encodeLink, SEED } from '../src/scenario/index.ts';
import { notice, open, operations, verdict } from './page.ts';
import { expect, test } from './watched.ts';

/** A paste outside of any field, as the browser tells of it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
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
    'ictx -> hw_queue',
    'hw_queue -> access',
    'access -> ictx',
  ]);
  await expect(dialog.getByRole('list', { name: 'Not understood' })).toContainText(
    'Line 1 was not understood',
  );
  await dialog.getByRole('button', { name: 'A queue is live when its file is closed, in naive' }).click();
  await expect(verdict(page)).toHaveText('LEAK');
});

test('a paste that is nothing says so, and the document stays as it was', async ({ page }) => {
  await open(page);
  const before = page.url();
  await paste(page, 'Looks good to me.');
  await expect(notice(page)).toContainText('There is no link, no operation and no drawing');
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
