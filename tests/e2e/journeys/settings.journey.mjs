// What an organization sets for itself: its name and rules, its own words, keys of providers.

import { expect, expectSoundPage, field, test } from '../kit/journey.mjs';

test('the organization is renamed and its rules are kept', async ({ page, texts, consultant }) => {
  await page.goto('/settings?tab=organization');
  await field(page, texts.organization.mail_pause_days).fill('4000');
  await page.getByRole('button', { name: texts.common.save }).click();
  await expect(field(page, texts.organization.mail_pause_days)).toHaveAttribute('aria-invalid', 'true');
  await expectSoundPage(page);
  await field(page, texts.organization.mail_pause_days).fill('14');
  await field(page, texts.organization.name).fill('Thousand Miles');
  await page.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByText(texts.common.saved, { exact: true })).toBeVisible();
  const { name, settings } = await consultant.get('/api/organization');
  expect([name, settings.mail_pause_days]).toEqual(['Thousand Miles', 14]);
});

test('a keyword of one’s own is added, found by its alias, and deleted', async ({ page, texts, consultant }) => {
  await page.goto('/settings?tab=vocabulary');
  await page.getByRole('button', { name: texts.vocabulary.add }).click();
  const dialog = page.getByRole('dialog', { name: texts.vocabulary.add });
  await field(dialog, texts.vocabulary.name_zh).fill('千里马系统');
  await field(dialog, texts.vocabulary.name_en).fill('Fine Horse Suite');
  await field(dialog, texts.vocabulary.code).fill('java');
  await field(dialog, texts.vocabulary.aliases).fill('FHS2000');
  await field(dialog, texts.vocabulary.aliases).press('Enter');
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await expect(dialog.getByRole('alert').or(dialog.locator('[aria-invalid=true]')).first()).toBeVisible();
  await expectSoundPage(page);
  await field(dialog, texts.vocabulary.code).fill('fine-horse-suite');
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('searchbox').fill('fhs2000');
  await expect(page.getByText('Fine Horse Suite')).toBeVisible();
  await page.getByRole('button', { name: texts.common.more }).click();
  await page.getByRole('menuitem', { name: texts.common.delete }).click();
  await page.getByRole('dialog').getByRole('button', { name: texts.common.delete }).click();
  await expect(page.getByText('Fine Horse Suite')).toBeHidden();
});

test('a key is never shown again, and its provider can be chosen from then on', async ({ page, texts, consultant }) => {
  await page.goto('/ai');
  await expect(page.getByText(texts.ai.always_there, { exact: true })).toBeVisible();
  await page.goto('/ai?tab=keys');
  await page.getByRole('button', { name: texts.ai.add_key }).first().click();
  const dialog = page.getByRole('dialog', { name: texts.ai.add_key });
  await field(dialog, texts.ai.provider).selectOption('deepseek');
  await field(dialog, texts.ai.key).fill('sk-very-secret-1a2b');
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByText(/1a2b/)).toBeVisible();
  expect(await page.content()).not.toContain('very-secret');
  await page.goto('/import');
  await expect(field(page, texts.import.engine).getByRole('option', { name: 'DeepSeek Chat', exact: true })).toBeAttached();
});
