// What every page must be: reachable, free of errors, accessible, and no wider than the window.

import { expect, expectSoundPage, test } from '../kit/journey.mjs';
import { registerWithSample } from '../kit/sample.mjs';
import { pages } from '../pages.mjs';

for (const language of ['en', 'zh-CN']) {
  for (const colorScheme of ['light', 'dark']) {
    test.describe(`in ${language}, ${colorScheme}`, () => {
      test.use({ language, colorScheme });

      test('every page is sound', async ({ page, server }) => {
        test.setTimeout(pages.length * 15_000);
        const { consultant, sample } = await registerWithSample(server);
        const { email, password } = consultant.person;
        for (const { name, path, anyone } of pages) {
          if (!anyone) await keepSignedIn(page, email, password);
          await test.step(name, async () => {
            await page.goto(typeof path === 'function' ? path(sample) : path);
            await expect(page.getByRole('main')).toBeVisible();
            await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
            await expectSoundPage(page);
          });
        }
      });
    });
  }
}

async function keepSignedIn(page, login, password) {
  const cookies = await page.context().cookies();
  if (cookies.length > 0) return;
  const data = { login, password };
  const answer = await page.request.post('/api/auth/login', { headers: { 'X-Client': 'web' }, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}
