// Jobs: from the first note to the people who fit.

import { expect, expectSoundPage, field, test } from '../kit/journey.mjs';
import { registerWithSample } from '../kit/sample.mjs';

for (const language of ['en', 'zh-CN']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a job is written down, started, changed and found again', async ({ page, texts, consultant }) => {
      await page.goto('/jobs');
      await expect(page.getByText(texts.jobs.empty_title)).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: texts.jobs.new, exact: true }).first().click();

      await field(page, texts.jobs.title).fill('高级 Java 开发工程师');
      await field(page, texts.jobs.company).fill('天河智能');
      await page.getByRole('option', { name: /天河智能/ }).click();
      await field(page, texts.jobs.locations).fill('上海');
      await field(page, texts.jobs.locations).press('Enter');
      await field(page, texts.jobs.salary_range).fill('30-50K·16薪');
      await field(page, texts.jobs.job_requirement).fill('精通 Java 与 Spring Boot，熟悉 Kubernetes 者优先');
      await expectSoundPage(page);
      await page.getByRole('button', { name: texts.jobs.create }).click();

      await expect(page.getByRole('heading', { level: 1, name: '高级 Java 开发工程师' })).toBeVisible();
      await expect(page.getByText('30-50K·16薪').first()).toBeVisible();
      await expect(page.getByText('Java', { exact: true }).first()).toBeVisible();
      await expectSoundPage(page);

      await page.getByRole('button', { name: texts.jobs.change_status }).click();
      await page.getByRole('menuitem', { name: texts.jobs.to_in_progress }).click();
      await expect(page.getByText(texts.jobs.status_in_progress, { exact: true }).first()).toBeVisible();

      await page.getByRole('link', { name: texts.jobs.edit, exact: true }).click();
      await field(page, texts.jobs.department).fill('平台研发部');
      await page.getByRole('button', { name: texts.jobs.create }).click();
      await expect(page.getByText('平台研发部')).toBeVisible();

      await page.getByRole('tab', { name: texts.jobs.timeline }).click();
      await expect(page.getByText(texts.logs.status_changed)).toBeVisible();
      await expect(page.getByText('平台研发部')).toBeVisible();
      await expectSoundPage(page);

      await page.goto('/jobs?status=in_progress');
      await page.getByRole('searchbox').fill('天河');
      await expect(page).toHaveURL(/q=/);
      await page.getByRole('link', { name: '高级 Java 开发工程师' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '高级 Java 开发工程师' })).toBeVisible();
    });

    test('the people who fit a job are shown with the reasons, and can be written to', async ({ page, texts, server }) => {
      const { consultant, sample } = await registerWithSample(server);
      await signIn(page, consultant.person);
      await page.goto(`/jobs/${sample.job.id}?tab=matches`);
      const ranking = page.getByRole('list', { name: texts.matches.ranked_candidates });
      await expect(ranking.getByRole('checkbox').first()).toBeVisible();
      await expect(page.getByText(texts.matches.parts)).toBeVisible();
      await expectSoundPage(page);

      await ranking.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: texts.candidates.write_mail }).click();
      await expect(page).toHaveURL(/\/mail\/compose\?candidates=[0-9a-f-]+&job=/);
    });
  });
}

test('a rule that a field breaks is told at the field, and leaving asks first', async ({ page, texts, consultant }) => {
  await page.goto('/jobs/new');
  await page.getByRole('button', { name: texts.jobs.create }).click();
  await expect(field(page, texts.jobs.title)).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, texts.jobs.title)).toBeFocused();

  await field(page, texts.jobs.department).fill('R&D');
  await page.getByRole('link', { name: texts.common.cancel, exact: true }).click();
  const question = page.getByRole('dialog', { name: texts.common.unsaved_title });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: texts.common.cancel }).click();
  await expect(field(page, texts.jobs.department)).toHaveValue('R&D');
  await page.getByRole('link', { name: texts.common.cancel, exact: true }).click();
  await question.getByRole('button', { name: texts.common.discard }).click();
  await expect(page).toHaveURL(/\/jobs$/);
});

test('two people who change one job at the same time both keep their changes', async ({ page, texts, consultant }) => {
  const job = await consultant.post('/api/jobs', { title: 'Go Engineer' });
  await page.goto(`/jobs/${job.id}/edit`);
  await field(page, texts.jobs.department).fill('Platform');
  await consultant.patch(`/api/jobs/${job.id}`, { notes: 'Call the client first' });

  await page.getByRole('button', { name: texts.jobs.create }).click();
  await expect(page.getByRole('alert').filter({ hasText: texts.common.conflict_title })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('button', { name: texts.common.conflict_mine }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Go Engineer' })).toBeVisible();
  const saved = await consultant.get(`/api/jobs/${job.id}`);
  expect(saved.department).toBe('Platform');
  expect(saved.notes).toBe('Call the client first');
});

test('several jobs are archived at once, and that can be undone', async ({ page, texts, consultant }) => {
  for (const title of ['One', 'Two', 'Three']) await consultant.post('/api/jobs', { title });
  await page.goto('/jobs');
  const rows = page.getByRole('checkbox', { name: texts.common.select_row });
  await expect(rows).toHaveCount(3);
  await rows.nth(0).check();
  await rows.nth(1).check();
  const bulk = page.getByRole('region', { name: texts.common.bulk_actions });
  await expect(bulk.getByText('2 selected')).toBeVisible();
  await expectSoundPage(page);
  await bulk.getByRole('button', { name: texts.jobs.archive }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: texts.common.undo }).click();
  await expect(rows).toHaveCount(3);
});

test('the filtered list is exported', async ({ page, texts, consultant }) => {
  for (const title of ['Rust Engineer', 'Recruiter']) await consultant.post('/api/jobs', { title });
  await page.goto('/jobs?q=rust');
  await expect(page.getByRole('link', { name: 'Rust Engineer' })).toBeVisible();
  await page.getByRole('button', { name: texts.jobs.export }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: texts.common.csv, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('jobs.csv');
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const csv = Buffer.concat(chunks).toString('utf8');
  expect(csv).toContain('Rust Engineer');
  expect(csv).not.toContain('Recruiter');
});

async function signIn(page, { email, password }) {
  const answer = await page.request.post('/api/auth/login', {
    headers: { 'X-Client': 'web' },
    data: { login: email, password },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}
