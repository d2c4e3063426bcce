// Who may do what: roles, users, teams and the menu, by an administrator.

import { expect, expectSoundPage, field, menu, test } from '../kit/journey.mjs';

test('a role is copied and changed, and holds for whoever has it', async ({ page, browser, texts, server, consultant }) => {
  const colleague = {
    username: `viewer-${consultant.person.username}`.slice(0, 50),
    email: `viewer-${consultant.person.email}`,
    password: 'maple-river-7731',
  };
  await page.goto('/admin/roles');
  await page.getByRole('link', { name: 'Viewer' }).click();
  await expect(page.getByText(texts.roles.built_in_text)).toBeVisible();
  await page.getByRole('link', { name: texts.roles.copy }).click();
  await field(page, texts.roles.name).fill('Front desk');
  await field(page, texts.roles.code).fill('front-desk');
  await page.getByRole('checkbox', { name: 'See companies' }).uncheck();
  await expectSoundPage(page);
  await page.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Front desk' })).toBeVisible();

  await page.goto('/admin/users');
  await page.getByRole('button', { name: texts.users.new }).first().click();
  const dialog = page.getByRole('dialog', { name: texts.users.new });
  await field(dialog, texts.users.username).fill(colleague.username);
  await field(dialog, texts.users.email).fill(colleague.email);
  await field(dialog, texts.users.password).fill(colleague.password);
  await dialog.getByRole('checkbox', { name: 'Front desk' }).check();
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: colleague.email })).toBeVisible();

  const theirs = await browser.newContext({ baseURL: server.address, locale: 'en-US' });
  const desk = await theirs.newPage();
  await theirs.request.post('/api/auth/login', {
    headers: { 'X-Client': 'web' },
    data: { login: colleague.email, password: colleague.password },
  });
  await desk.goto('/jobs');
  const pages = await menu(desk, texts);
  await expect(pages.getByRole('link', { name: texts.jobs.list_title, exact: true })).toBeVisible();
  await expect(pages.getByRole('link', { name: texts.companies.title })).toBeHidden();
  for (const name of ['Users', 'Roles', 'Menu', 'Logs', 'Statistics', 'Installation', 'System health']) {
    await expect(pages.getByRole('link', { name, exact: true })).toBeHidden();
  }

  await page.goto('/admin/roles');
  await page.getByRole('link', { name: 'Front desk' }).click();
  await page.getByRole('checkbox', { name: 'See companies' }).check();
  await page.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByText(texts.common.saved, { exact: true })).toBeVisible();
  await desk.reload();
  await (await menu(desk, texts)).getByRole('link', { name: texts.companies.title }).click();
  await expect(desk.getByRole('heading', { level: 1, name: texts.companies.title })).toBeVisible();
  await theirs.close();
});

test('users are imported from a file that is checked first', async ({ page, texts, consultant }) => {
  const unique = consultant.person.username.slice(-12);
  const line = (name, email) => `${name}-${unique},${email},maple-river-7731,consultant`;
  const file = (...lines) => ({
    name: 'users.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['username,email,password,roles', ...lines].join('\n')),
  });
  await page.goto('/admin/users');
  await page.getByRole('button', { name: texts.users.import }).click();
  const dialog = page.getByRole('dialog', { name: texts.users.import_title });
  const choose = async (chosen) => {
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: texts.common.choose_files }).click();
    await (await chooser).setFiles(chosen);
  };
  await choose(file(line('wang', `wang-${unique}@corp.test`), line('li', 'nowhere')));
  const row = dialog.getByRole('row', { name: new RegExp(`^3 ${texts.users.email}`) });
  await expect(row).toBeVisible();
  await expect(dialog.getByRole('button', { name: /Add \d/ })).toBeHidden();
  await expectSoundPage(page);
  await choose(file(line('wang', `wang-${unique}@corp.test`), line('li', `li-${unique}@corp.test`)));
  await dialog.getByRole('button', { name: 'Add 2 users' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: `wang-${unique}@corp.test` })).toBeVisible();
  const { total } = await consultant.get('/api/auth/users');
  expect(total).toBe(3);
});

test('the menu is renamed, reordered and restored', async ({ page, texts, consultant }) => {
  await page.goto('/admin/menus');
  await page.getByRole('button', { name: 'Rename Companies' }).click();
  const dialog = page.getByRole('dialog', { name: texts.menus.rename_title });
  await field(dialog, texts.menus.title_en).fill('Clients');
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: texts.common.save }).click();
  const expectMenu = async (name, isShown) => {
    const link = (await menu(page, texts)).getByRole('link', { name, exact: true });
    await expect(link).toBeVisible({ visible: isShown });
    await page.keyboard.press('Escape'); // on a phone the menu lies over the page
  };
  await expectMenu('Clients', true);
  // Not `uncheck`: the row is drawn anew once it is saved.
  await page.getByRole('switch', { name: 'Show Matching in the menu' }).click();
  await expectMenu('Matching', false);
  await page.getByRole('button', { name: 'Move Jobs up' }).click();
  await expect.poll(async () => {
    const { items } = await consultant.get('/api/auth/menus');
    return items[0].children[0].code;
  }).toBe('jobs');
  await page.getByRole('button', { name: texts.menus.reset }).click();
  await page.getByRole('dialog').getByRole('button', { name: texts.menus.reset }).click();
  await expectMenu('Matching', true);
  await expectMenu('Companies', true);
});

test('teams make a tree, and who is online is seen and signed out', async ({ page, texts, consultant }) => {
  await page.goto('/admin/teams');
  await page.getByRole('button', { name: texts.teams.new }).first().click();
  const dialog = page.getByRole('dialog', { name: texts.teams.new });
  await field(dialog, texts.teams.name).fill('Shanghai');
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await page.getByRole('button', { name: 'New team below Shanghai' }).click();
  await field(dialog, texts.teams.name).fill('Shanghai one');
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: texts.common.save }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Shanghai one' })).toBeVisible();
  await page.goto('/admin/online');
  await expect(page.getByRole('cell', { name: consultant.person.email })).toBeVisible();
  await expectSoundPage(page);
});
