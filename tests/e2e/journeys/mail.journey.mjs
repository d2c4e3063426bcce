// Mailboxes: added by hand and by provider, tested step by step on a real mail server. The queue: a mail that waits
// can be withdrawn.

import { expect, expectSoundPage, field, test } from '../kit/journey.mjs';
import { mailServer, waitForMails } from '../kit/mailbox.mjs';
import { addMailbox } from '../kit/mailing.mjs';
import { counted } from '../kit/review.mjs';

test('a mailbox is added, its test says which step fails, and after the correction it sends', async ({ page, texts, consultant }) => {
  const server = mailServer();
  test.skip(server === null, 'needs the mail server of scripts/with-services.sh');
  test.setTimeout(120_000);
  await page.goto('/mail/accounts');
  await expect(page.getByText(texts.mail.no_account_title)).toBeVisible();
  await page.getByRole('button', { name: texts.mail.add_account }).first().click();
  const form = page.getByRole('dialog', { name: texts.mail.add_account });
  await form.getByRole('radio', { name: 'Gmail' }).check();
  await expect(field(form, texts.mail.smtp_host)).toHaveValue('smtp.gmail.com');
  await expect(form.getByText(texts.mail.app_password_hint)).toBeVisible();
  await field(form, texts.mail.email_address).fill('not an address');
  await form.getByRole('button', { name: texts.common.save }).click();
  await expect(field(form, texts.mail.email_address)).toBeFocused();
  await expectSoundPage(page);
  await field(form, texts.mail.email_address).fill('hr@corp.test');
  await field(form, texts.mail.smtp_host).fill(server.host);
  await field(form, texts.mail.smtp_port).fill(String(server.port));
  await field(form, texts.mail.smtp_security).selectOption('starttls');
  await field(form, texts.mail.password).fill('wrong');
  await form.getByRole('button', { name: texts.common.save }).click();

  const trial = page.getByRole('dialog', { name: texts.mail.test_title });
  await expect(trial.getByText(texts.mail.test_failed)).toBeVisible({ timeout: 30_000 });
  const step = (name) => trial.getByRole('listitem').filter({ hasText: name });
  await expect(step(texts.mail.step_tls)).toContainText(texts.mail.outcome_ok);
  await expect(step(texts.mail.step_authenticate)).toContainText(texts.mail.outcome_failed);
  await expect(trial.getByRole('button', { name: texts.mail.test_send })).toBeDisabled();
  await expectSoundPage(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText(texts.mail.account_failing)).toBeVisible();

  await page.getByRole('button', { name: texts.common.more }).click();
  await page.getByRole('menuitem', { name: texts.common.edit }).click();
  const edit = page.getByRole('dialog', { name: texts.mail.edit_account });
  await field(edit, texts.mail.password).fill(server.password);
  await edit.getByRole('button', { name: texts.common.save }).click();
  await page.getByRole('button', { name: texts.mail.test, exact: true }).click();
  await expect(trial.getByText(texts.mail.test_ok)).toBeVisible({ timeout: 30_000 });
  await trial.getByRole('button', { name: texts.mail.test_send }).click();
  await expect(step(texts.mail.step_send)).toContainText(texts.mail.outcome_ok, { timeout: 30_000 });
  await waitForMails(1, 'hr@corp.test', 'hr@corp.test');
  await page.keyboard.press('Escape');
  await expect(page.getByText(texts.mail.account_fine)).toBeVisible();
});

test('a mail for tomorrow waits in the queue and can be withdrawn', async ({ page, texts, consultant }) => {
  test.skip(mailServer() === null, 'needs the mail server of scripts/with-services.sh');
  const mailbox = await addMailbox(consultant);
  const { id } = await consultant.post('/api/candidates', { name: 'Ada', emails: ['later@candidate.test'] });
  await consultant.post('/api/emails/send', {
    from_account_id: mailbox.id,
    to: { candidate_ids: [id] },
    subject: 'Tomorrow',
    body: 'Until tomorrow.',
    scheduled_at: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await page.goto('/mail/queue');
  await page.getByRole('button', { name: 'Ada', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: texts.mail.mail });
  await expect(drawer).toContainText('Until tomorrow.');
  await drawer.getByRole('button', { name: texts.mail.cancel_mail }).click();
  await expect(page.getByText(counted(texts.mail.cancelled, 1))).toBeVisible();
  await expect(drawer.getByText(texts.mail.status_cancelled, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: new RegExp(`^${texts.mail.status_cancelled}\\s*1$`) }).click();
  await expect(page.getByRole('button', { name: 'Ada', exact: true })).toBeVisible();
});
