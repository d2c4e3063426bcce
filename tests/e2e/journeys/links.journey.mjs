// What the links in Bole's own mails lead to: a proved address, a new password, another organization.

import { somebody } from '../kit/account.mjs';
import { expect, expectSoundPage, field, menu, test } from '../kit/journey.mjs';
import { linkTo } from '../kit/outbox.mjs';

for (const language of ['en', 'zh-CN']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('an address is proved by the link of its mail, and the reminder is gone', async ({ page, texts, server, consultant }) => {
      const { email } = consultant.person;
      const reminder = page.getByRole('button', { name: texts.account.send_again });
      await page.goto('/settings');
      await expect(reminder).toBeVisible();
      await expectSoundPage(page);
      await page.goto(await linkTo(server, email, '/verify'));
      await expectSoundPage(page);
      await page.getByRole('button', { name: texts.account.verify }).click();
      await expect(page.getByRole('status').filter({ hasText: email })).toBeVisible();
      await page.getByRole('link', { name: texts.account.go_on }).click();
      await expect((await menu(page, texts)).getByRole('link', { name: texts.dashboard.title })).toBeVisible();
      await expect(reminder).toBeHidden();
    });
  });
}

test('a forgotten password is replaced by the link of a mail, once', async ({ page, texts, server, consultant, context }) => {
  const { email, username } = consultant.person;
  await context.clearCookies();
  await page.goto('/login');
  await page.getByRole('link', { name: texts.account.forgot }).click();
  await expectSoundPage(page);
  await field(page, texts.account.email).fill(email);
  await page.getByRole('button', { name: texts.account.send_reset }).click();
  await expect(page.getByRole('status').filter({ hasText: email })).toBeVisible();

  const link = await linkTo(server, email, '/reset');
  await page.goto(link);
  await expectSoundPage(page);
  await setPassword(page, texts, 'otter-lantern-2209');
  await expect(page.getByRole('heading', { name: texts.account.login_title })).toBeVisible();
  await field(page, texts.account.login_name).fill(username);
  await field(page, texts.account.password).fill('otter-lantern-2209');
  await page.getByRole('button', { name: texts.account.login, exact: true }).click();
  await expect((await menu(page, texts)).getByRole('link', { name: texts.dashboard.title })).toBeVisible();
});

test('an invited colleague registers into the organization', async ({ page, texts, server, consultant, context }) => {
  const colleague = somebody();
  await page.goto('/admin/invitations');
  await page.getByRole('button', { name: texts.invitations.invite }).first().click();
  const dialog = page.getByRole('dialog');
  await field(dialog, texts.account.email).fill(colleague.email);
  await dialog.getByRole('button', { name: texts.invitations.send }).click();
  await expect(page.getByRole('row').filter({ hasText: colleague.email })).toBeVisible();
  await expectSoundPage(page);

  await context.clearCookies();
  await page.goto(await linkTo(server, colleague.email, '/invitation'));
  const organization = consultant.person.organization_name;
  await expect(page.getByRole('heading', { name: organization })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('link', { name: texts.account.register }).click();
  await expect(field(page, texts.account.email)).toHaveValue(colleague.email);
  await field(page, texts.account.username).fill(colleague.username);
  await field(page, texts.account.password).fill(colleague.password);
  await page.getByRole('button', { name: texts.account.register }).click();
  await expect(page.getByText(organization).first()).toBeVisible();
  await expect(page.getByRole('button', { name: texts.account.send_again })).toBeHidden();
});

async function setPassword(page, texts, password) {
  await field(page, texts.account.new_password).fill(password);
  await page.getByRole('button', { name: texts.account.set_password }).click();
}
