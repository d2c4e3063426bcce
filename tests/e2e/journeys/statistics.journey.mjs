// The figures for administrators, and the state of the installation for its operator.

import { expect, expectSoundPage, test } from '../kit/journey.mjs';
import { Server } from '../kit/server.mjs';
import { register, somebody } from '../kit/account.mjs';

test('requests are counted, shown by route over time, and exported', async ({ page, texts, consultant }) => {
  for (let read = 0; read < 3; read += 1) await consultant.get('/api/jobs');
  await page.goto('/admin/statistics');
  const routes = page.getByRole('table', { name: texts.statistics.routes });
  await expect(routes.getByRole('row', { name: /GET \/api\/jobs\b/ })).toContainText('3');
  await expectSoundPage(page);
  await page.getByText(texts.statistics.year, { exact: true }).click();
  await expect(page).toHaveURL(/days=365/);
  await expect(routes).toBeVisible();
  await page.getByText(texts.statistics.sign_ins, { exact: true }).last().click();
  await expect(page.getByRole('img', { name: texts.statistics.sign_ins })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: texts.statistics.export }).first().click();
  await page.getByRole('menuitem', { name: texts.common.excel }).click();
  expect((await download).suggestedFilename()).toBe('statistics.xlsx');
});

test('the operator sees how the installation is, and nobody else does', async ({ page, texts }) => {
  const server = await Server.start();
  try {
    const operator = somebody();
    await register(server, operator);
    const other = await register(server);
    await signIn(page, server, operator);
    await page.goto(`${server.address}/admin/health`);
    await expect(page.getByRole('heading', { name: texts.health.database })).toBeVisible();
    await expect(page.getByText('SQLite')).toBeVisible();
    await expectSoundPage(page);
    await expect(other.get('/api/admin/health')).rejects.toThrow(/403/);
  } finally {
    await server.stop();
  }
});

async function signIn(page, server, { email, password }) {
  const data = { login: email, password };
  const answer = await page.request.post(`${server.address}/api/auth/login`, { headers: { 'X-Client': 'web' }, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}
