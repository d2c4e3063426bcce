// The main job, on real files of four formats in both languages: documents in, records reviewed and saved, who
// fits, a mail from a template, seen as each recipient will, sent, and in the mailbox.

import { truth } from '../kit/corpus.mjs';
import { expect, expectSoundPage, field, menu, test } from '../kit/journey.mjs';
import { mailServer, waitForMails } from '../kit/mailbox.mjs';
import { addMailbox } from '../kit/mailing.mjs';
import { counted, lit, replaceList, upload } from '../kit/review.mjs';

const documents = {
  'zh-CN': {
    job: 'jd-zh-labels-java.txt',
    people: ['zh-labels-backend.txt', 'zh-table-sales.docx', 'zh-hunter-export.pdf', 'candidates-zh.xlsx'],
    subject: '{{job.title}} 机会',
    body: '看到您在{{candidate.current_company}}的经历，想和您聊聊**{{job.title}}**。',
  },
  en: {
    job: 'jd-en-backend.md',
    people: ['en-classic-backend.txt', 'en-junior-marketing.docx', 'en-compact-devops.pdf', 'candidates-en.csv'],
    subject: 'About {{job.title}}',
    body: 'Your time at {{candidate.current_company}} fits **{{job.title}}** well.',
  },
};

for (const language of ['zh-CN', 'en']) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('documents become records, records become a match, and a mail arrives', async ({ page, texts, consultant }, info) => {
      test.skip(mailServer() === null, 'needs the mail server of scripts/with-services.sh');
      test.setTimeout(240_000);
      const { job: posting, people, subject, body } = documents[language];
      const address = `main-${language}-${info.project.name}-${process.pid}-${Date.now()}@candidate.test`.toLowerCase();
      await addMailbox(consultant);

      const job = await test.step('a posting becomes a job', async () => {
        await page.goto('/import?kind=jobs');
        await upload(page, [posting]);
        const [wanted] = truth(posting);
        const title = field(page, texts.jobs.title);
        await expect(title).not.toHaveValue('');
        expect(wanted.title).toContain(await title.inputValue());
        await title.focus();
        await expect(lit(page)).toHaveText(await title.inputValue());
        await expectSoundPage(page);
        await page.getByRole('button', { name: texts.import.confirm_and_save }).click();
        await expect(page.getByRole('heading', { name: counted(texts.import.done_title, 1) })).toBeVisible();
        await expectSoundPage(page);
        return (await consultant.get('/api/jobs')).items[0];
      });

      const name = await test.step('résumés of four formats become candidates', async () => {
        await page.goto('/import');
        await upload(page, people);
        const records = people.flatMap(truth);
        const rail = page.getByRole('navigation', { name: texts.import.records });
        const entries = rail.getByRole('button');
        await expect(entries).toHaveCount(records.length, { timeout: 30_000 });
        await expect(page.getByText(progress(texts, 0, records.length))).toBeVisible();
        await expectSoundPage(page);

        const name = await field(page, texts.candidates.name).inputValue();
        expect(records[0].name).toContain(name);
        await replaceList(page, texts, texts.candidates.emails, [address]);
        await page.getByRole('button', { name: texts.import.confirm, exact: true }).click();
        await expect(page.getByText(progress(texts, 1, records.length - 1))).toBeVisible();
        await expect(entries.nth(1)).toHaveAttribute('aria-current', 'true');

        // Elsewhere and back: nothing is lost.
        await (await menu(page, texts)).getByRole('link', { name: texts.companies.title }).click();
        await expect(page).toHaveURL(/companies/);
        await page.goBack();
        await expect(page.getByText(progress(texts, 1, records.length - 1))).toBeVisible();

        await page.getByRole('button', { name: texts.import.confirm_all }).click();
        await page.getByRole('button', { name: counted(texts.import.save, records.length) }).click();
        await expect(page.getByRole('heading', { name: counted(texts.import.done_title, records.length) })).toBeVisible();
        await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
        expect((await consultant.get('/api/candidates')).total).toBe(records.length);
        return name;
      });

      await test.step('a template is written with placeholders', async () => {
        await page.goto('/mail/templates/new');
        await field(page, texts.mail.template_name).fill('main');
        await field(page, texts.mail.subject).fill(subject);
        const control = field(page, texts.mail.body);
        await control.focus();
        await page.getByRole('button', { name: texts.mail.slot_candidate_salutation, exact: true }).click();
        await expect(control).toHaveValue('{{candidate.salutation}}');
        await expect(control, 'one goes on writing after it').toBeFocused();
        await page.keyboard.type(',');
        await control.fill(`${await control.inputValue()}\n\n${body}\n\n{{nobody.knows}}`);
        await page.getByRole('button', { name: texts.common.save, exact: true }).click();
        await expect(control).toHaveAttribute('aria-invalid', 'true');
        await control.fill((await control.inputValue()).replace('{{nobody.knows}}', '{{user.name}}'));
        await expect(page.getByRole('article')).toContainText(texts.mail.example_title);
        await expectSoundPage(page);
        await page.getByRole('button', { name: texts.common.save, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'main' })).toBeVisible();
      });

      await test.step('from the ranking to the letter', async () => {
        await page.goto(`/jobs/${job.id}?tab=matches`);
        await page.getByRole('checkbox', { name: texts.matches.select.replace('{name}', name) }).check();
        await page.getByRole('button', { name: texts.candidates.write_mail }).click();
        await expect(page).toHaveURL(/\/mail\/compose\?candidates=.*job=/);
        await field(page, texts.mail.template).selectOption({ label: 'main' });
        const letter = page.getByRole('article');
        await expect(letter).toContainText(address);
        await expect(letter).toContainText(job.title);
        await expect(page.getByText(previewed(texts, 1, 0))).toBeVisible();
        await expectSoundPage(page);
      });

      await test.step('sent once, and seen to be sent', async () => {
        await page.getByRole('button', { name: texts.mail.review_and_send }).click();
        const dialog = page.getByRole('dialog', { name: texts.mail.confirm_title });
        await expect(dialog).toContainText(counted(texts.mail.confirm_count, 1));
        await expectSoundPage(page);
        await dialog.getByRole('button', { name: counted(texts.mail.send_count, 1) }).click();
        await expect(page.getByRole('heading', { name: counted(texts.mail.queued, 1) })).toBeVisible();
        await page.getByRole('link', { name: texts.mail.watch_queue }).click();
        await expect(page.getByRole('cell').getByText(texts.mail.status_sent, { exact: true })).toBeVisible({ timeout: 30_000 });
        await page.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('dialog', { name: texts.mail.mail })).toContainText(address);
        await expectSoundPage(page);
      });

      await test.step('it is in the mailbox, as previewed', async () => {
        const [mail, ...others] = await waitForMails(1, address);
        expect(others).toEqual([]);
        expect(mail.subject).toBe(subject.replace('{{job.title}}', job.title));
        expect(mail.text).toContain(job.title);
        expect(mail.text).not.toContain('{{');
        expect(mail.html).toContain(`<strong>${job.title}</strong>`);
        expect(mail.from.value[0].address).toBe('hr@corp.test');
        expect(mail.headers.get('list')?.unsubscribe, 'one click unsubscribes').toBeTruthy();
      });

      await test.step('nobody is written to twice about the job', async () => {
        const [{ id }] = (await consultant.get(`/api/candidates?q=${encodeURIComponent(name)}`)).items;
        await page.goto(`/mail/compose?candidates=${id}&job=${job.id}`);
        await field(page, texts.mail.template).selectOption({ label: 'main' });
        await expect(page.getByText(previewed(texts, 0, 1))).toBeVisible();
        await page.getByRole('button', { name: texts.mail.review_and_send }).click();
        const dialog = page.getByRole('dialog', { name: texts.mail.confirm_title });
        await expect(dialog.getByRole('button', { name: counted(texts.mail.send_count, 0) })).toBeDisabled();
        await expect(dialog.getByText(name, { exact: true })).toBeVisible();
      });
    });
  });
}

test('who is there already is merged, and nothing is saved twice', async ({ page, texts, consultant }) => {
  const [person] = ['en-classic-backend.txt'];
  const [email] = truth(person)[0].emails;
  const known = await consultant.post('/api/candidates', { name: 'Dan', emails: [email] });
  await page.goto('/import');
  await upload(page, [person]);
  await page.getByRole('button', { name: texts.import.confirm_and_save }).click();
  await expect(page.getByText(texts.import.decide_first)).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole('radio', { name: texts.import.merge_into.replace('{name}', 'Dan') }).check();
  await page.getByRole('button', { name: texts.import.confirm_and_save }).click();
  await expect(page.getByText(texts.import.merged)).toBeVisible();
  const { items, total } = await consultant.get('/api/candidates');
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ id: known.id, name: 'Dan', emails: [email] });
  expect(items[0].current_company, 'filled from the document').toBeTruthy();
});

test('one bad file spoils no other, and faults of the server are shown at their field', async ({ page, texts, consultant }) => {
  await consultant.post('/api/candidates', { name: 'Somebody', external_id: 'T-1' });
  await page.goto('/import');
  const { document } = await import('../kit/corpus.mjs');
  const { readFileSync } = await import('node:fs');
  await page.locator('input[type=file]').first().setInputFiles([
    { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 and nothing else') },
    { name: 'good.txt', mimeType: 'text/plain', buffer: readFileSync(document('en-classic-backend.txt')) },
  ]);
  const rail = page.getByRole('navigation', { name: texts.import.records });
  await expect(rail).toContainText('broken.pdf');
  await expect(rail.getByRole('button', { name: /Daniel|DANIEL/ })).toBeVisible();
  await field(page, texts.candidates.name).fill('');
  await page.getByRole('button', { name: texts.import.confirm, exact: true }).click();
  await expect(field(page, texts.candidates.name)).toBeFocused();
  await expect(field(page, texts.candidates.name)).toHaveAttribute('aria-invalid', 'true');
  await field(page, texts.candidates.name).fill('Daniel Whitmore');
  await page.getByRole('button', { name: texts.import.confirm, exact: true }).click();
  await page.getByRole('button', { name: counted(texts.import.save, 1) }).click();
  await expect(page.getByRole('heading', { name: counted(texts.import.done_title, 1) })).toBeVisible();
});

function progress(texts, confirmed, open) {
  return texts.import.progress.replace('{confirmed}', String(confirmed)).replace('{open}', String(open));
}

function previewed(texts, count, skipped) {
  return texts.mail.preview_counts.replace('{count}', String(count)).replace('{skipped}', String(skipped));
}
