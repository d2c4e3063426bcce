// Signing in with an account elsewhere, through a real OpenID Connect provider.

import { register, somebody } from '../kit/account.mjs';
import { expect, expectSoundPage, field, menu, test as base } from '../kit/journey.mjs';
import { OidcProvider } from '../kit/provider.mjs';
import { freePort, Server } from '../kit/server.mjs';

const test = base.extend({
  provider: [
    async ({}, use) => {
      const port = await freePort();
      const provider = await OidcProvider.start(`http://127.0.0.1:${port}`);
      await use({ provider, port });
      await provider.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ provider: { provider, port } }, use) => {
      const server = await Server.start(provider.settings, port);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(async ({ context }) => {
  // The provider's own pages ask for fonts from elsewhere.
  await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.fulfill({ body: '' }));
});

for (const language of ['en', 'zh-CN']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('somebody new signs in with a provider, makes an account, and is known the next time', async ({
      page, server, provider: { provider }, texts,
    }) => {
      await register(server);
      const name = somebody().username;
      const button = page.getByRole('link', { name: texts.oauth.sign_in_with.replace('{provider}', 'Corp SSO') });
      await page.goto('/login');
      await expectSoundPage(page);
      await button.click();
      await provider.signIn(page, name);

      await expect(page.getByRole('heading', { name: 'Corp SSO' })).toBeVisible();
      await expect(field(page, texts.account.email)).toHaveValue(`${name}@corp.test`);
      await expectSoundPage(page);
      await field(page, texts.account.username).fill(name);
      await page.getByRole('button', { name: texts.account.register }).click();
      await expect((await menu(page, texts)).getByRole('link', { name: texts.dashboard.title })).toBeVisible();

      await page.context().clearCookies({ name: 'bole_refresh' });
      await page.goto('/login?next=%2Fsettings');
      await button.click();
      // The provider still knows the browser.
      await expect(page.getByRole('heading', { name: texts.account.settings, level: 1 })).toBeVisible();
    });
  });
}

test('an account with the same address is linked by its owner, and unlinked again', async ({
  page, server, provider: { provider }, texts,
}) => {
  const person = somebody();
  await register(server, person);
  await page.goto('/login');
  await page.getByRole('link', { name: 'Sign in with Corp SSO' }).click();
  await provider.signIn(page, person.username);

  await expect(page.getByText(texts.oauth.has_account)).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('link', { name: texts.oauth.sign_in_and_link }).click();
  await field(page, texts.account.login_name).fill(person.username);
  await field(page, texts.account.password).fill(person.password);
  await page.getByRole('button', { name: texts.account.login, exact: true }).click();
  await page.getByRole('button', { name: texts.oauth.link }).click();

  await page.goto('/settings?tab=security');
  await expect(page.getByText(`${person.username}@corp.test`)).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('button', { name: texts.oauth.unlink }).click();
  await page.getByRole('dialog').getByRole('button', { name: texts.oauth.unlink }).click();
  await expect(page.getByText(texts.oauth.not_linked)).toBeVisible();

  await page.getByRole('button', { name: 'Link Corp SSO' }).click();
  await expect(page.getByText(`${person.username}@corp.test`)).toBeVisible();
});

test('a sign-in that is given up at the provider says so', async ({ page, server, texts }) => {
  await register(server);
  await page.goto('/login');
  await page.getByRole('link', { name: 'Sign in with Corp SSO' }).click();
  await page.getByRole('link', { name: '[ Cancel ]' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('heading', { name: texts.account.login_title })).toBeVisible();
});
