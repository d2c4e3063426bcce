// Keeping an account safe: a second factor, the devices that are signed in, tokens for programs, one's picture, leaving.

import { code } from '../kit/authenticator.mjs';
import { expect, expectSoundPage, field, menu, test } from '../kit/journey.mjs';

test('a second factor is set up and asked for at the next sign-in', async ({ page, texts, consultant }) => {
  const { security, account } = texts;
  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: security.set_up }).click();
  const dialog = page.getByRole('dialog', { name: security.two_factor });
  await expect(dialog.getByRole('img', { name: security.qr })).toBeVisible();
  await expectSoundPage(page);
  await field(dialog, security.app_code).fill('000000');
  await dialog.getByRole('button', { name: security.turn_on }).click();
  await expect(field(dialog, security.app_code)).toHaveAttribute('aria-invalid', 'true');
  const secret = await dialog.locator('code').innerText();
  await field(dialog, security.app_code).fill(code(secret));
  await dialog.getByRole('button', { name: security.turn_on }).click();

  const codes = page.getByRole('dialog', { name: security.recovery_title });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  const recovery = await codes.getByRole('listitem').first().innerText();
  await expectSoundPage(page);
  await codes.getByRole('button', { name: security.codes_kept }).click();
  await expect(page.getByText(security.codes_left.other.replace('{count}', '10'))).toBeVisible();

  await page.context().clearCookies();
  await page.goto('/login');
  await field(page, account.login_name).fill(consultant.person.username);
  await field(page, account.password).fill(consultant.person.password);
  await page.getByRole('button', { name: account.login, exact: true }).click();
  await expect(page.getByRole('heading', { name: security.second_title })).toBeVisible();
  await expectSoundPage(page);
  await field(page, security.code).fill('aaaaa-aaaaa');
  await page.getByRole('button', { name: security.second_submit }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  // The authenticator's code was used to confirm; a recovery code needs no waiting for the next.
  await field(page, security.code).fill(recovery);
  await page.getByRole('button', { name: security.second_submit }).click();
  await menu(page, texts);

  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: security.turn_off }).click();
  const prove = page.getByRole('dialog', { name: security.turn_off });
  await field(prove, account.password).fill(consultant.person.password);
  await prove.getByRole('button', { name: security.turn_off }).click();
  await expect(page.getByRole('button', { name: security.set_up })).toBeVisible();
});

test('another device is seen and signed out', async ({ page, texts, server, consultant }) => {
  await page.goto('/settings?tab=security');
  // The page itself, and the client that registered.
  await expect(page.getByText(texts.security.this_device)).toBeVisible();
  await page.getByRole('button', { name: texts.security.sign_out, exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: texts.security.sign_out, exact: true }).click();
  await expect(page.getByText(texts.security.signed_out, { exact: true })).toBeVisible();
  const answer = await fetch(`${server.address}/api/auth/profile`, {
    headers: { Authorization: `Bearer ${consultant.token}` },
  });
  expect(answer.status).toBe(401);
});

test('a token is made, shown once, used, and revoked', async ({ page, texts, server, consultant }) => {
  const { security } = texts;
  await page.goto('/settings?tab=tokens');
  await page.getByRole('button', { name: security.token_add }).first().click();
  const dialog = page.getByRole('dialog', { name: security.token_add });
  await dialog.getByRole('button', { name: security.token_add }).click();
  await expect(field(dialog, security.token_name)).toHaveAttribute('aria-invalid', 'true');
  await field(dialog, security.token_name).fill('Nightly import');
  await dialog.getByRole('checkbox', { name: 'See jobs' }).check();
  await expectSoundPage(page);
  await dialog.getByRole('button', { name: security.token_add }).click();

  const made = page.getByRole('dialog', { name: security.token_made });
  const token = await made.locator('code').innerText();
  expect(token).toMatch(/^bole_/);
  await made.getByRole('button', { name: security.token_done }).click();
  await expect(page.getByText(security.token_unused)).toBeVisible();
  expect(await page.content()).not.toContain(token);

  const ask = (path) => fetch(server.address + path, { headers: { Authorization: `Bearer ${token}` } });
  expect((await ask('/api/jobs')).status).toBe(200);
  expect((await ask('/api/candidates')).status).toBe(403);
  await page.getByRole('button', { name: security.token_revoke }).click();
  await page.getByRole('dialog').getByRole('button', { name: security.token_revoke }).click();
  await expect(page.getByText(security.no_token_title)).toBeVisible();
  expect((await ask('/api/jobs')).status).toBe(401);
  expect((await consultant.get('/api/auth/tokens')).total).toBe(0);
});

test('a picture is cut and shown beside one’s name', async ({ page, texts, consultant }) => {
  const { security, common } = texts;
  await page.goto('/settings');
  await page.getByLabel(security.picture, { exact: true }).setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: await twoHalves(page),
  });
  const dialog = page.getByRole('dialog', { name: security.crop_title });
  const area = dialog.getByRole('application', { name: security.crop_area });
  await expect(dialog.getByRole('button', { name: common.save })).toBeEnabled();
  await expectSoundPage(page);
  // To the blue half at the right, by keys and by dragging.
  await area.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  const box = await area.boundingBox();
  await page.mouse.move(box.x + box.width - 5, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 300, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await dialog.getByRole('button', { name: common.save }).click();
  await expect(dialog).toBeHidden();

  const { avatar_url } = await consultant.get('/api/auth/profile');
  await expect(page.getByRole('main').locator(`img[src="${avatar_url}"]`)).toBeVisible();
  expect(await middleOf(page, avatar_url)).toEqual('blue');
  await page.getByRole('button', { name: security.remove_picture }).click();
  await expect(page.locator(`img[src="${avatar_url}"]`)).toHaveCount(0);
});

test('the theme follows from device to device', async ({ page, texts, consultant, browser, server }) => {
  await page.goto('/settings?tab=preferences');
  await page.getByRole('radio', { name: texts.shell.theme_dark }).check();
  await expect.poll(async () => (await consultant.get('/api/auth/preferences')).theme).toBe('dark');
  const elsewhere = await browser.newContext({ baseURL: server.address });
  const { username, password } = consultant.person;
  await elsewhere.request.post('/api/auth/login', { headers: { 'X-Client': 'web' }, data: { login: username, password } });
  const other = await elsewhere.newPage();
  await other.goto('/');
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await elsewhere.close();
});

test('one takes one’s data along and leaves', async ({ page, texts, consultant }) => {
  const { security, account } = texts;
  await page.goto('/settings?tab=data');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: security.export }).click();
  expect((await download).suggestedFilename()).toBe('bole-my-data.zip');
  await page.getByRole('button', { name: security.erase }).click();
  const dialog = page.getByRole('dialog', { name: security.erase_title });
  await expectSoundPage(page);
  await field(dialog, account.password).fill('not-the-password');
  await dialog.getByRole('button', { name: security.erase }).click();
  await expect(field(dialog, account.password)).toHaveAttribute('aria-invalid', 'true');
  await field(dialog, account.password).fill(consultant.person.password);
  await dialog.getByRole('button', { name: security.erase }).click();
  // Whoever registered first on this server is its operator, who cannot leave while there are others.
  await expect(page.getByRole('heading', { name: account.login_title }).or(dialog.getByRole('alert'))).toBeVisible();
});

/** A PNG, red at the left and blue at the right. */
async function twoHalves(page) {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 300 });
    const pen = canvas.getContext('2d');
    for (const [x, colour] of [[0, '#d00000'], [300, '#0000d0']]) {
      pen.fillStyle = colour;
      pen.fillRect(x, 0, 300, 300);
    }
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.split(',')[1], 'base64');
}

async function middleOf(page, address) {
  return page.evaluate(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    const pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const [red, , blue] = pen.getImageData(picture.width / 2, picture.height / 2, 1, 1).data;
    return blue > 150 && red < 100 ? 'blue' : `${red} ${blue}`;
  }, address);
}
