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

test('a part of the page that cannot be fetched is told, and fetched again on demand', async ({ context, server, texts, consultant }) => {
  // A page of its own: the errors of the one that journeys watch would fail this one.
  const page = await context.newPage();
  await page.route('**/assets/split_mail-*.wasm', (route) => route.abort());
  await page.goto(`${server.address}/mail/templates`);
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toBeVisible();
  await page.unroute('**/assets/split_mail-*.wasm');
  await alert.getByRole('button', { name: texts.common.retry }).click();
  await expect(page.getByRole('heading', { name: texts.mail.templates_title, level: 1 })).toBeVisible();
});
