import { banner, claim, claimLink, current, design, notice, open, operations, story } from './page.ts';
import { expect, test } from './watched.ts';

test('a claim link is reproduced where it is opened, and goes with the first edit', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, story('naive'));
  await expect(claim(page)).toHaveText('');
  await page.getByRole('button', { name: 'Copy claim link' }).click();
  await expect(notice(page)).toContainText(/Link copied\. .*It claims: ends LEAK in naive\./);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.split('#')[1]).toBe(claimLink());
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('Shift+Y');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  await page.goto(link);
  await expect(claim(page)).toContainText(/^Claim reproduced: ends LEAK in naive; end state identical\./);
  await expect(claim(page)).toContainText('recorded on 7.3.4');
  await expect(banner(page).getByText('recorded on 7.3.4')).toBeVisible();
  expect(await current(page)).toBe('close c');
  await page.keyboard.press('Shift+ArrowRight');
  expect(page.url()).toBe(link);
  await page.keyboard.press('x');
  await expect(claim(page)).toContainText('Claim reproduced: ends LEAK in naive');
  await expect(claim(page)).toContainText('Shown is v6.');
  await design(page, 'naive').click();
  await expect(claim(page)).not.toContainText('Shown is');
  await page.reload();
  await expect(claim(page)).toContainText('Claim reproduced: ends LEAK in naive');
  await operations(page).first().getByRole('button').first().focus();
  await page.keyboard.press('Delete');
  await expect(claim(page)).toHaveText('');
});

test('a doctored claim link shows what differs, until it is dismissed', async ({ page }) => {
  await open(page, claimLink({ verdict: 'FREED' }));
  await expect(claim(page)).toContainText(
    'Claim not reproduced: FREED claimed in naive, but it ends LEAK; the end state is identical',
  );
  await open(page, claimLink({ digest: '00000000', engine: 77 }));
  await expect(claim(page)).toContainText(
    /^Claim not reproduced: claimed under newer rules \(engine 77\), checked by older ones \(engine \d+\): ends LEAK in naive as claimed, but the end state differs: 00000000 claimed, \w{8} found\./,
  );
  await claim(page).getByRole('button', { name: 'Dismiss the claim' }).click();
  await expect(claim(page)).toHaveText('');
});

test('the claim is whole on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, claimLink({ verdict: 'NO PROGRESS', digest: '00000000', engine: 77 }));
  await expect(claim(page)).toContainText('checked by older ones');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
