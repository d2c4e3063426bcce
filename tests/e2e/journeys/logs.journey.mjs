// What administrators see of what was asked and done.

import { expect, expectSoundPage, field, test } from '../kit/journey.mjs';

test('an operation is found and opened, with neither secret nor telephone number in it', async ({ page, texts, consultant }) => {
  await consultant.post('/api/candidates', { name: '李思远', phone: '13800138000', emails: ['li.siyuan@example.com'] });
  await consultant.post('/api/companies', { name: '天河智能' });
  const { items } = await logged(consultant, 2);
  expect(items.map((row) => row.action.name_zh)).toContain('新增公司');

  await page.goto('/admin/logs');
  const table = page.getByRole('table', { name: texts.operation_logs.operations });
  await expect(table.getByRole('button', { name: 'Add a company' })).toBeVisible();
  await filter(page, texts, texts.operation_logs.all_modules, 'candidates');
  await expect(table.getByRole('button', { name: 'Add a company' })).toBeHidden();
  await expectSoundPage(page);
  await table.getByRole('button', { name: 'Add a candidate' }).click();
  const drawer = page.getByRole('dialog', { name: texts.operation_logs.operation });
  await expect(drawer.getByText('li***').or(drawer.getByText('l***@example.com')).first()).toBeVisible();
  await expect(drawer.getByText(texts.operation_logs.answer)).toBeVisible();
  const shown = await drawer.innerText();
  for (const hidden of ['思远', '13800138000', 'li.siyuan']) expect(shown).not.toContain(hidden);
  await expectSoundPage(page);
  await drawer.getByRole('button', { name: texts.operation_logs.only_this_user }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/user_id=/);
  await expect(table.getByRole('button', { name: 'Add a candidate' })).toBeVisible();
});

test('a change is told field by field, in the log and on the company’s own page', async ({ page, texts, consultant }) => {
  const company = await consultant.post('/api/companies', { name: '天河智能', city: '上海' });
  await page.goto(`/companies/${company.id}`);
  await field(page, texts.companies.city).fill('杭州');
  await page.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByText(texts.common.saved, { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('上海')).toBeVisible();
  await expectSoundPage(page);

  await page.goto('/admin/logs');
  await page.getByRole('tab', { name: texts.operation_logs.actions }).click();
  const table = page.getByRole('table', { name: texts.operation_logs.actions });
  await expect(table.getByText('上海')).toBeVisible();
  await filter(page, texts, texts.operation_logs.all_verbs, 'created');
  await expect(table.getByText('上海')).toBeHidden();
  await expectSoundPage(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: texts.operation_logs.export }).click();
  await page.getByRole('menuitem', { name: texts.common.csv }).click();
  expect((await download).suggestedFilename()).toBe('action-logs.csv');
});

/** Chooses in a filter; on a phone the filters open first. */
async function filter(page, texts, label, value) {
  const opener = page.getByRole('button', { name: texts.common.filters });
  if (await opener.isVisible()) await opener.click();
  await field(page, label).selectOption(value);
}

/** Operations are written a moment after their answers. */
async function logged(consultant, count) {
  for (;;) {
    const page = await consultant.get('/api/operation-logs');
    if (page.total >= count) return page;
    await new Promise((done) => setTimeout(done, 50));
  }
}
