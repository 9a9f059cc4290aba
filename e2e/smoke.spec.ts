import axe from 'axe-core';
import { expect, test } from './watched.ts';

test('the page opens below any path, under its content policy, without an error', async ({ page }) => {
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1, name: 'Release Graph' })).toBeVisible();
  await expect(page).toHaveTitle('Release Graph');
});

test('the content policy of the build refuses an inline script', async ({ page, faults }) => {
  await page.goto('');
  const ran = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective));
        const script = document.createElement('script');
        script.textContent = 'document.title = "ran"';
        document.head.append(script);
        setTimeout(() => done(document.title), 1000);
      }),
  );
  expect(ran).toBe('script-src-elem');
  expect(faults.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
});

test('the first view has no accessibility fault that axe knows', async ({ page }) => {
  await page.goto('');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
});
