import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { toHtml } from '../../src/audit/report/html.js';
import { hostileExtra, hostileReport } from '../audit/report/hostile.js';
import { SMALL_RULES } from '../audit/small-rules.js';
import { temporaryFolder } from '../support/temporary.js';
import { FAINT_TEXTS } from './faint-texts.js';

/** Debian's Chromium; another one by CHROMIUM. */
const CHROMIUM =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

const FILES: Readonly<Record<string, string>> = {
  'app/Dockerfile': `FROM a\n${'RUN good\n'.repeat(40)}RUN bad one\nRUN bad two\n# nexus-audit: ignore bad-run -- known\nRUN bad three\n`,
  'compose.yaml': 'services:\n  db:\n    image: a\n    privileged: true\n  web:\n    image: a\n    restart: always\n',
};

const title = 'the report in a browser';
if (CHROMIUM === undefined) {
  test.skip(`${title}: there is no Chromium (apt-get install chromium, or set CHROMIUM)`);
} else {
  describe(title, () => inBrowser(CHROMIUM));
}

function inBrowser(executablePath: string): void {
  const folder = temporaryFolder();
  let browser: Browser;
  /** What the console and the network said. */
  let noise: string[] = [];

  beforeAll(async () => {
    const inputs = Object.entries(FILES).map(([path, text]) => ({ path, text }));
    const report = audit(inputs, { rules: SMALL_RULES });
    writeFileSync(join(folder, 'report.html'), toHtml(report, { textOf: (file) => FILES[file] }));
    writeFileSync(join(folder, 'hostile.html'), toHtml(hostileReport, hostileExtra));
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
  });

  async function open(file = 'report.html', options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
    noise = [];
    const page = await (await browser.newContext(options)).newPage();
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('dialog', (dialog) => noise.push(dialog.message()));
    page.on('request', (request) => !request.url().startsWith('file:') && noise.push(request.url()));
    await page.goto(`${pathToFileURL(join(folder, file))}${hash}`);
    return page;
  }

  const visiblePlaces = (page: Page) => page.locator('.finding .place:visible summary').allInnerTexts();

  test('shows score, domains and findings, and asks for nothing else', async () => {
    const page = await open();
    await expect.poll(() => page.title()).toMatch(/^Audit: \d\.\d of 10$/);
    expect(await page.getByRole('img', { name: /^Score \d\.\d of 10$/ }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await visiblePlaces(page)).toHaveLength(5);
    expect(await page.getByRole('status').innerText()).toBe('5 findings shown');
    expect(await page.getByText('known', { exact: false }).count()).toBeGreaterThan(0);
    expect(noise).toEqual([]);
  });

  test('is filtered by severity, theme and words, and shows all again', async () => {
    const page = await open();
    await page.getByLabel('high (2)').uncheck();
    expect(await visiblePlaces(page)).toHaveLength(3);
    await page.getByLabel('Theme').selectOption('privileges');
    expect(await visiblePlaces(page)).toEqual(['line 4 db is privileged']);
    expect(await page.getByRole('status').innerText()).toBe('1 finding shown');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => visiblePlaces(page)).toHaveLength(5);
    await page.getByLabel('Search').fill('DOCKERFILE two');
    expect(await visiblePlaces(page)).toEqual(['line 43 it runs bad two']);
    await page.getByLabel('Search').fill('<script>');
    expect(await visiblePlaces(page)).toEqual([]);
  });

  test('a finding opens to the lines of the file, with the keyboard as well', async () => {
    const page = await open();
    const place = page.locator('.place', { hasText: 'it runs bad two' });
    expect(await place.locator('pre').isVisible()).toBe(false);
    await place.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await place.locator('mark').innerText()).toBe('43RUN bad two');
    expect(await place.locator('.l').allInnerTexts()).toHaveLength(5);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('PRE');
  });

  test('a link to a line opens what it lies in; a link to a rule does so too', async () => {
    const page = await open('report.html', {}, '#f3-2-line');
    const line = page.locator('#f3-2-line');
    expect(await line.isVisible()).toBe(true);
    const box = await line.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(720);
    await page.locator('#f3 a').click();
    await expect.poll(() => page.getByText('Why bad-run matters.').isVisible()).toBe(true);
  });

  test('fits a phone', async () => {
    const page = await open('report.html', { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
    await page.getByRole('button', { name: 'Open all evidence' }).tap();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  test.each(['light', 'dark'] as const)(
    'can be read: every text has a contrast of 4.5 at least, in %s',
    async (colorScheme) => {
      const page = await open('report.html', { colorScheme });
      await page.getByRole('button', { name: 'Open all evidence' }).click();
      expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    },
  );

  test('prints everything, with the evidence', async () => {
    const page = await open();
    const pdf = await page.pdf({ format: 'A4', path: join(folder, 'report.pdf') });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.finding pre:visible').count()).toBe(5);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.finding pre:visible').count()).toBeLessThan(5);
  });

  test('without scripts all is there', async () => {
    const page = await open('report.html', { javaScriptEnabled: false });
    expect(await visiblePlaces(page)).toHaveLength(5);
    expect(await page.locator('#filters').isVisible()).toBe(false);
  });

  test('runs nothing that a file smuggles in', async () => {
    const page = await open('hostile.html');
    await page.getByRole('button', { name: 'Open all evidence' }).click();
    expect(noise).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('h3').first().innerText()).toContain('<script>alert(1)</script>');
    expect(readFileSync(join(folder, 'hostile.html'), 'utf8')).not.toContain('<script>alert');
  });
}
