import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/**
 * Every page opened by a test is watched: what it logs as an error, or asks of another host, fails the test.
 * A test that provokes a fault takes it out of the list.
 */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ context, baseURL }, use) => {
      const faults: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') faults.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) =>
        faults.push(`uncaught: ${error.error().stack ?? error.error().message}`),
      );
      context.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseURL ?? ''))
          faults.push(`request: ${request.url()}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 400) faults.push(`response: ${response.status()} ${response.url()}`);
      });
      await use(faults);
      base.expect(faults, 'errors, refusals by the content policy and foreign requests').toEqual([]);
    },
    { auto: true },
  ],
});
