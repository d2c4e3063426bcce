// Candidates: adding people, finding them, grouping them, and one person who is there twice.

import { expect, expectSoundPage, field, test } from '../kit/journey.mjs';
import { registerWithSample } from '../kit/sample.mjs';

const siyuan = {
  name: '李思远',
  emails: ['siyuan.li@example.com'],
  phone: '+8613800138000',
  current_company: '字节跳动',
  current_position: 'Java 开发工程师',
  experience_years: 5,
  locations: ['上海'],
  skills: '精通 Java 与 Kubernetes',
};

for (const language of ['en', 'zh-CN']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('somebody is added, looked at, changed and found again', async ({ page, texts, consultant }) => {
      await page.goto('/candidates');
      await expect(page.getByText(texts.candidates.empty_title)).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: texts.candidates.new, exact: true }).first().click();

      await field(page, texts.candidates.name).fill(siyuan.name);
      await field(page, texts.candidates.emails).fill('not an address');
      await field(page, texts.candidates.emails).press('Enter');
      await page.getByRole('button', { name: texts.candidates.create }).click();
      await expect(field(page, texts.candidates.emails)).toHaveAttribute('aria-invalid', 'true');
      await expectSoundPage(page);

      await page.getByRole('button', { name: texts.common.remove_word.replace('{word}', 'not an address') }).click();
      await field(page, texts.candidates.emails).fill(siyuan.emails[0]);
      await field(page, texts.candidates.phone).fill('138 0013 8000');
      await field(page, texts.candidates.current_company).fill(siyuan.current_company);
      await field(page, texts.candidates.skills).fill(siyuan.skills);
      await page.getByRole('button', { name: texts.candidates.create }).click();

      await expect(page.getByRole('heading', { level: 1, name: siyuan.name })).toBeVisible();
      await expect(page.getByText(siyuan.emails[0])).toBeVisible();
      await expect(page.getByText('Kubernetes', { exact: true }).first()).toBeVisible();
      await expectSoundPage(page);

      await page.getByRole('link', { name: texts.candidates.edit, exact: true }).click();
      await field(page, texts.candidates.current_position).fill('架构师');
      await page.getByRole('button', { name: texts.candidates.create }).click();
      await expect(page.getByText(/架构师/).first()).toBeVisible();

      await page.goto('/candidates');
      await page.getByRole('searchbox').fill('思远');
      await expect(page.getByRole('link', { name: siyuan.name })).toBeVisible();
      await expect(page).toHaveURL(/q=/);
    });
  });
}

test('people are put into a new group, and taken out of it', async ({ page, texts, consultant }) => {
  for (const name of ['Ada', 'Grace', 'Linus']) await consultant.post('/api/candidates', { name });
  await page.goto('/candidates');
  const rows = page.getByRole('checkbox', { name: texts.common.select_row });
  await expect(rows).toHaveCount(3);
  await rows.nth(0).check();
  await rows.nth(1).check();
  const bulk = page.getByRole('region', { name: texts.common.bulk_actions });
  await bulk.getByRole('button', { name: texts.candidates.add_to_group }).click();
  const dialog = page.getByRole('dialog', { name: texts.candidates.add_to_group });
  await field(dialog, texts.candidates.new_group).fill('Compiler people');
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: texts.candidates.add_to_group }).click();
  await expect(dialog).toBeHidden();

  await page.goto('/groups');
  await expectSoundPage(page);
  await page.getByRole('link', { name: 'Compiler people' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compiler people' })).toBeVisible();
  await expect(rows).toHaveCount(2);
  await expectSoundPage(page);
  await rows.nth(0).check();
  await bulk.getByRole('button', { name: texts.candidates.remove_from_group }).click();
  await expect(rows).toHaveCount(1);
});

test('two records of one person are compared and become one', async ({ page, texts, consultant }) => {
  const kept = await consultant.post('/api/candidates', siyuan);
  await consultant.post('/api/candidates', {
    name: 'Siyuan Li',
    emails: ['SIYUAN.LI@example.com', 'li@work.example.com'],
    current_company: 'ByteDance',
  });
  await page.goto(`/candidates/${kept.id}`);
  await page.getByRole('button', { name: texts.candidates.see_duplicates }).click();
  await expect(page.getByText(texts.candidates.reason_email)).toBeVisible();
  await page.getByRole('button', { name: texts.candidates.compare }).click();
  const comparison = page.getByRole('dialog', { name: texts.candidates.compare });
  await expect(comparison.getByText('ByteDance')).toBeVisible();
  await expectSoundPage(page);
  await comparison.getByRole('button', { name: texts.candidates.merge }).click();
  await page
    .getByRole('dialog', { name: texts.candidates.merge_title })
    .getByRole('button', { name: texts.candidates.merge_action })
    .click();
  await expect(page.getByText(texts.candidates.no_duplicates_title)).toBeVisible();
  const merged = await consultant.get(`/api/candidates/${kept.id}`);
  expect(merged.emails).toEqual(['siyuan.li@example.com', 'li@work.example.com']);
});

test('the jobs that fit somebody are shown with the reasons', async ({ page, texts, server }) => {
  const { consultant, sample } = await registerWithSample(server);
  const { email, password } = consultant.person;
  const data = { login: email, password };
  await page.request.post('/api/auth/login', { headers: { 'X-Client': 'web' }, data });
  await page.goto('/matching');
  await expectSoundPage(page);
  await page.getByRole('tab', { name: texts.matches.by_candidate }).click();
  await page.getByRole('link', { name: sample.candidate.name, exact: true }).first().click();
  await expect(page.getByRole('list', { name: texts.matches.ranked_jobs })).toBeVisible();
  await expect(page.getByText(texts.matches.parts)).toBeVisible();
  await expectSoundPage(page);
});

test('a new organization is welcomed, and comes alive with the sample data', async ({ page, texts, consultant }) => {
  await page.goto('/');
  await expect(page.getByText(texts.dashboard.sample_title)).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('button', { name: texts.dashboard.sample_action }).click();
  await expect(page.getByText(texts.dashboard.jobs_by_status).first()).toBeVisible({ timeout: 30_000 });
  await expectSoundPage(page);
});
