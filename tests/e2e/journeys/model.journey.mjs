// The main job by a model that also misbehaves: each failure is told in words or stood in for, and nothing is
// half saved.

import { readFileSync } from 'node:fs';

import { register } from '../kit/account.mjs';
import { document } from '../kit/corpus.mjs';
import { expect, expectSoundPage, field, test as base } from '../kit/journey.mjs';
import { mailServer, waitForMails } from '../kit/mailbox.mjs';
import { addMailbox } from '../kit/mailing.mjs';
import { Model, body, cut, reply, silence, status } from '../kit/model.mjs';
import { counted } from '../kit/review.mjs';
import { Server } from '../kit/server.mjs';

const resume = readFileSync(document('zh-labels-backend.txt'), 'utf8');

/** What the model would say of it. */
const answer = {
  records: [
    {
      lines: [1, resume.split('\n').length],
      name: '李思远',
      emails: ['lisiyuan@example.com'],
      phone: '13900001201',
      current_company: '上海云栈数据科技有限公司',
      current_position: '高级后端工程师',
      experience_years: 8,
      education: null,
      education_level: 'bachelor',
      salutation_title: null,
      level: null,
      expected_salary: null,
      locations: ['上海'],
      raw_skills: ['Java', 'Kafka'],
      external_id: null,
      skills: [],
      summary: [],
    },
  ],
};

const test = base.extend({
  /** A server that waits for a model two seconds at most, and an operator who may use one on this machine. */
  server: [
    async ({}, use) => {
      const server = await Server.start({ BOLE_AI_TIMEOUT: '2' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  operator: [
    async ({ server }, use) => use(await register(server)),
    { scope: 'worker' },
  ],

  model: async ({}, use) => {
    const model = await Model.start();
    await use(model);
    await model.stop();
  },

  /** The operator signed in, with the model as a configuration; answers the client. */
  atWork: async ({ page, operator, model }, use) => {
    const config = await operator.post('/api/llm/configs', {
      name: `model ${Date.now()}`,
      provider: 'local',
      model_name: 'test-7b',
      base_url: model.address,
      purposes: ['parse', 'draft'],
    });
    const { email, password } = operator.person;
    const data = { login: email, password };
    await page.request.post('/api/auth/login', { headers: { 'X-Client': 'web' }, data });
    await use({ ...operator, config });
  },
});

test('a model parses, and what it makes up is left out and named', async ({ page, texts, atWork, model }) => {
  const said = structuredClone(answer);
  said.records[0].current_company = '未来集团';
  model.always(reply(said));
  await parse(page, texts, atWork.config.id);
  await expect(field(page, texts.candidates.name)).toHaveValue('李思远');
  await expect(field(page, texts.candidates.current_company)).toHaveValue('');
  await expect(page.getByText('未来集团')).toBeVisible();
  await expect(shown(page.getByText('local/test-7b'))).toBeVisible();
  await expectSoundPage(page);
});

const failures = [
  ['a refused key', status(401), 'ai_authentication_failed'],
  ['an unknown model', status(404), 'ai_model_not_found'],
  ['a limit', status(429, 30), 'ai_rate_limited'],
  ['a fault of the provider', status(500), 'ai_unavailable'],
  ['silence', silence(), 'ai_timeout'],
  ['broken JSON', reply('{"records": [{"name": "李思'), 'ai_invalid_output'],
  ['JSON of another shape', reply({ people: [{ name: '李思远' }] }), 'ai_invalid_output'],
  ['an answer that is none', body('{'), 'ai_invalid_output'],
  ['an answer cut off', cut('{"choices":[{"message":{"content":"{\\"records'), 'ai_unavailable'],
];

for (const [what, behaviour, code] of failures) {
  test(`${what} is told, saves nothing, and the offline engine takes over on a click`, async ({ page, texts, atWork, model }) => {
    test.setTimeout(120_000);
    const before = (await atWork.get('/api/candidates')).total;
    model.always(behaviour);
    await parse(page, texts, atWork.config.id);
    await expect(page.getByText(problem(code))).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('local/test-7b').first()).toBeVisible();
    expect((await atWork.get('/api/candidates')).total).toBe(before);
    await page.getByRole('button', { name: texts.import.try_offline }).click();
    await expect(field(page, texts.candidates.name)).toHaveValue('李思远');
    await expect(shown(page.getByText(texts.common.engine_offline, { exact: true }))).toBeVisible();
    await expectSoundPage(page);
  });
}

test('a mail is drafted and improved by the model, refused where it loses a placeholder, and sent', async ({
  page,
  texts,
  atWork,
  model,
}, info) => {
  test.skip(mailServer() === null, 'needs the mail server of scripts/with-services.sh');
  test.setTimeout(120_000);
  const address = `model-${info.project.name}-${process.pid}-${Date.now()}@candidate.test`;
  const mailbox = await addMailbox(atWork);
  const { id } = await atWork.post('/api/candidates', { name: '陈静怡', emails: [address] });
  await page.goto(`/mail/compose?candidates=${id}`);
  await field(page, texts.mail.from).selectOption(mailbox.id);
  await page.getByText(texts.mail.assist, { exact: true }).click();
  await field(page, texts.mail.engine).selectOption(atWork.config.id);
  await field(page, texts.mail.core_points).fill('团队很好');

  model.always(status(429, 5));
  await page.getByRole('button', { name: texts.mail.draft }).click();
  await expect(page.getByText(problem('ai_rate_limited'))).toBeVisible({ timeout: 60_000 });
  await expect(field(page, texts.mail.body)).toHaveValue('');

  const draft = '{{candidate.salutation}}，\n\n我们团队很好，想和您聊聊。期待您的回复。\n\n{{user.signature}}';
  model.always(reply({ subject: '一个机会', body: draft }));
  await page.getByRole('button', { name: texts.mail.draft }).click();
  const proposal = page.getByRole('region', { name: texts.mail.proposal }).first();
  await expect(proposal).toContainText('我们团队很好');
  await expect(field(page, texts.mail.body), 'nothing changes without a yes').toHaveValue('');
  await expectSoundPage(page);
  await page.getByRole('button', { name: texts.mail.accept }).click();
  await expect(field(page, texts.mail.subject)).toHaveValue('一个机会');

  model.always(reply({ optimized_text: '您好，想和您聊聊。' }));
  await page.getByRole('button', { name: texts.mail.optimize }).click();
  await expect(page.getByText(problem('ai_invalid_output'))).toBeVisible({ timeout: 60_000 });
  await expect(field(page, texts.mail.body)).toHaveValue(/我们团队很好/);

  await page.getByRole('button', { name: texts.mail.review_and_send }).click();
  const dialog = page.getByRole('dialog', { name: texts.mail.confirm_title });
  await dialog.getByRole('button', { name: counted(texts.mail.send_count, 1) }).click();
  await expect(page.getByRole('heading', { name: counted(texts.mail.queued, 1) })).toBeVisible();
  const [mail] = await waitForMails(1, address);
  expect(mail.subject).toBe('一个机会');
  expect(mail.text).toContain('我们团队很好');
  expect(mail.text).not.toContain('{{');
});

/** On a phone the document with its engine lies behind the fields. */
const shown = (locator) => locator.filter({ visible: true }).first();

async function parse(page, texts, engine) {
  await page.goto('/import');
  await field(page, texts.import.engine).selectOption(engine);
  await page.locator('input[type=file]').first().setInputFiles(document('zh-labels-backend.txt'));
}

/** The beginning of what the page says of a code, in English. */
function problem(code) {
  const words = {
    ai_authentication_failed: /The AI provider refused the key/,
    ai_model_not_found: /The AI provider does not know the model/,
    ai_rate_limited: /The AI provider's limit is reached/,
    ai_unavailable: /The AI provider is not available/,
    ai_timeout: /The AI provider did not answer in time/,
    ai_invalid_output: /The AI model's answer did not have the right form/,
  };
  return words[code];
}
