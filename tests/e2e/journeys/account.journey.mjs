// Setting up an installation, leaving it, and coming back.

import { somebody } from '../kit/account.mjs';
import { expect, expectSoundPage, field, menu, test } from '../kit/journey.mjs';
import { Server } from '../kit/server.mjs';

for (const language of ['en', 'zh-CN']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('the first person sets up Bole, signs out and signs in again', async ({ page, texts }) => {
      const server = await Server.start({ BOLE_REGISTRATION: 'invite' });
      try {
        const person = somebody();
        await page.goto(server.address);
        await expect(page.getByRole('heading', { name: texts.account.first_title })).toBeVisible();
        await expectSoundPage(page);
        await fillRegistration(page, texts, person);
        await page.getByRole('button', { name: texts.account.register }).click();

        const pages = await menu(page, texts);
        await expect(pages.getByRole('link', { name: texts.dashboard.title })).toBeVisible();
        await page.getByRole('button', { name: texts.shell.account }).click();
        await page.getByRole('menuitem', { name: texts.shell.sign_out }).click();

        await expect(page.getByRole('heading', { name: texts.account.login_title })).toBeVisible();
        await expectSoundPage(page);
        await signIn(page, texts, person.email, 'not-the-password');
        await expect(page.getByRole('alert')).toBeVisible();
        await signIn(page, texts, person.email, person.password);
        await expect((await menu(page, texts)).getByRole('link', { name: texts.dashboard.title })).toBeVisible();
      } finally {
        await server.stop();
      }
    });
  });
}

test('a page that is asked for before signing in opens after it', async ({ page, texts, consultant, context }) => {
  await context.clearCookies();
  await page.goto('/settings');
  await signIn(page, texts, consultant.person.username, consultant.person.password);
  await expect(page.getByRole('heading', { name: texts.account.settings, level: 1 })).toBeVisible();
});

test('a field that is wrong says so beside it, and nothing that was typed is lost', async ({ page, texts }) => {
  await page.goto('/register');
  await fillRegistration(page, texts, { ...somebody(), email: 'not an address', password: 'short' });
  await page.getByRole('button', { name: texts.account.register }).click();

  await expect(field(page, texts.account.email)).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, texts.account.password)).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, texts.account.email)).toHaveValue('not an address');
  await expectSoundPage(page);
});

async function fillRegistration(page, texts, person) {
  const typed = {
    organization_name: person.organization_name,
    last_name: person.last_name,
    first_name: person.first_name,
    username: person.username,
    email: person.email,
    password: person.password,
  };
  for (const [name, value] of Object.entries(typed)) await field(page, texts.account[name]).fill(value);
}

async function signIn(page, texts, login, password) {
  await field(page, texts.account.login_name).fill(login);
  await field(page, texts.account.password).fill(password);
  await page.getByRole('button', { name: texts.account.login, exact: true }).click();
}
