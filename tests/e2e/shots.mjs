// Screenshots of every page over sample data, in shots/PAGE.SIZE.THEME.LANGUAGE.png.
// usage: node tests/e2e/shots.mjs [--page NAME]… [--size desktop|phone]… [--theme light|dark]… [--lang zh|en]…

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from '@playwright/test';

import { desktop, launchOptions, phone } from './kit/browser.mjs';
import { registerWithSample } from './kit/sample.mjs';
import { Server } from './kit/server.mjs';
import { pages } from './pages.mjs';

const sizes = { desktop, phone };
const languages = { zh: 'zh-CN', en: 'en-US' };
const directory = resolve(import.meta.dirname, '../../shots');

const many = { type: 'string', multiple: true };
const { values: chosen } = parseArgs({ options: { page: many, size: many, theme: many, lang: many } });
const wanted = {
  pages: pages.filter(({ name }) => chosen.page?.includes(name) ?? true),
  sizes: chosen.size ?? Object.keys(sizes),
  themes: chosen.theme ?? ['light', 'dark'],
  languages: chosen.lang ?? Object.keys(languages),
};

await mkdir(directory, { recursive: true });
const server = await Server.start();
const browser = await chromium.launch(launchOptions);
try {
  const { consultant, sample } = await registerWithSample(server);
  for (const size of wanted.sizes) {
    for (const theme of wanted.themes) {
      for (const lang of wanted.languages) await shoot({ size, theme, lang }, consultant, sample);
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

async function shoot({ size, theme, lang }, { person }, sample) {
  const context = await browser.newContext({
    ...sizes[size],
    baseURL: server.address,
    colorScheme: theme,
    locale: languages[lang],
    reducedMotion: 'reduce',
  });
  let signedIn = false;
  for (const { name, path, anyone } of inOrder(wanted.pages)) {
    if (!anyone && !signedIn) {
      const data = { login: person.email, password: person.password };
      await context.request.post('/api/auth/login', { headers: { 'X-Client': 'web' }, data });
      signedIn = true;
    }
    const page = await context.newPage();
    await page.goto(typeof path === 'function' ? path(sample) : path, { waitUntil: 'load' });
    await settle(page);
    const file = `${name}.${size}.${theme}.${lang}.png`;
    await page.screenshot({ path: join(directory, file), fullPage: true });
    await page.close();
    console.log(file);
  }
  await context.close();
}

/** The pages for people who are not signed in first, because the browser signs in only once. */
function inOrder(all) {
  return [...all.filter(({ anyone }) => anyone), ...all.filter(({ anyone }) => !anyone)];
}

/** Waits until nothing says that it is loading. */
async function settle(page) {
  await page.locator('main').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300); // charts draw themselves in
}
