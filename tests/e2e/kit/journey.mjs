// What every journey starts from: a server of the worker's own, a page that may not fail, and somebody signed in.

import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';

import { register, somebody } from './account.mjs';
import { Server } from './server.mjs';
import { words } from './words.mjs';

export { expect };

export const test = base.extend({
  /** The language of the page; `test.use({ language: 'zh-CN' })` changes it. */
  language: ['en', { option: true }],

  /** The page's texts in that language. */
  texts: async ({ language }, use) => use(words(language)),

  locale: async ({ language }, use) => use(language === 'en' ? 'en-US' : language),

  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.address),

  /** Fails a journey whose page threw an error or wrote one to the console. */
  page: async ({ page }, use) => {
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await use(page);
    expect(faults.filter(isFault), 'errors on the page').toEqual([]);
  },

  /** Somebody who has registered; the browser is signed in as them, and `consultant` acts for them by the API. */
  consultant: async ({ server, page }, use) => {
    const person = somebody();
    const consultant = await register(server, person);
    const signedIn = await page.request.post('/api/auth/login', {
      headers: { 'X-Client': 'web' },
      data: { login: person.email, password: person.password },
    });
    expect(signedIn.ok(), await signedIn.text()).toBe(true);
    await use(consultant);
  },
});

/** The control with this label; a star after the label only says that it is required. */
export function field(scope, label) {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return scope.getByLabel(new RegExp(`^${escaped}\\s*\\*?$`));
}

/** The menu of pages; on a phone it opens first. */
export async function menu(page, texts) {
  const opener = page.getByRole('button', { name: texts.shell.open_menu });
  const pages = page.getByRole('navigation', { name: texts.shell.menu });
  await opener.or(pages).filter({ visible: true }).first().waitFor();
  if (await opener.isVisible()) await opener.click();
  return pages;
}

/** The checks that every page must pass: accessible, and no source code or missing text shown. */
export async function expectSoundPage(page) {
  const text = await page.locator('body').innerText();
  expect(text, 'source code shown as text').not.toMatch(/move \|/);
  expect(text, 'source code shown as text').not.toMatch(/\.get\(\)/);

  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target)}`);
  expect(found, 'accessibility').toEqual([]);

  // Not `innerWidth`: on a phone it grows with a page that is too wide.
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, 'pixels that the page is wider than the window').toBeLessThanOrEqual(0);
}

// The browser reports every answer of 400 and above as an error; a journey that provokes one, or an upstream that
// fails behind a 502, 503 or 504, checks what is shown.
function isFault(text) {
  return !/^Failed to load resource: the server responded with a status of (4|50[234])/.test(text);
}
