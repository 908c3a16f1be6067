import type { Page } from 'playwright-core';
import { expectEqual, expectThat } from '../lib/checks.js';
import { launchChromium } from '../lib/chromium.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { https } from '../lib/http.js';
import { ERP_HOST, HTTP_PORT, HTTPS_PORT } from '../lib/stack.js';
import { ask, valuesOf } from '../proxy/wire.js';

/** The front end through the proxy, as a person uses it. */
export const browser: Suite = {
  name: 'browser',
  title: 'Browser: through the proxy, as a person would',
  async run({ checks, erp, report, measurements }: Context): Promise<void> {
    await checks.check('plain HTTP is redirected to TLS', async () => {
      const door = { host: '127.0.0.1', http: HTTP_PORT };
      const answer = await ask(door, '/x?y=1', { host: ERP_HOST });
      expectEqual('status', answer.status, 308);
      expectEqual('location', valuesOf(answer, 'location'), [`https://${ERP_HOST}/x?y=1`]);
      return undefined;
    });
    await checks.check('another name is not answered', async () => {
      const door = { host: '127.0.0.1', http: HTTP_PORT };
      expectEqual('status by plain HTTP', (await ask(door, '/', { host: 'evil.test' })).status, 0);
      return undefined;
    });
    await checks.check('security headers are on pages, answers of the API, and errors', async () => {
      for (const path of ['/', '/api/users/users', '/api/nothing/here', '/assets/none.js']) {
        const { headers } = await https(path);
        for (const name of [
          'strict-transport-security',
          'content-security-policy',
          'x-content-type-options',
          'x-frame-options',
          'referrer-policy',
          'permissions-policy',
        ]) {
          expectThat(headers[name] !== undefined, `${path} has no ${name}`);
          expectThat(
            !Array.isArray(headers[name]) && !String(headers[name]).includes(', nosniff'),
            `${path} has ${name} twice`,
          );
        }
        const { 'content-security-policy': csp, 'strict-transport-security': hsts } = headers;
        expectThat(
          /default-src 'self'/.test(String(csp)) && !/unsafe-(?:inline|eval)|[ *]\*/.test(String(csp)),
          `${path} allows what must not run: ${String(csp)}`,
        );
        // What .projenrc.ts begins with: long enough to be seen, short enough for the way back.
        expectEqual(`strict-transport-security of ${path}`, String(hsts), 'max-age=300');
        expectEqual(`x-content-type-options of ${path}`, headers['x-content-type-options'], 'nosniff');
        expectThat(headers['x-powered-by'] === undefined, `${path} tells what it runs on`);
        expectThat(!/\d/.test(String(headers.server ?? '')), `${path} tells its server's version`);
      }
      return undefined;
    });
    await checks.check('metrics and readiness are not for the outside', async () => {
      const doors = [
        '/api',
        '',
        ...['users', 'crm', 'services', 'agendamento', 'api-gateway'].map((name) => `/api/${name}`),
      ];
      const inner = [
        '/metrics',
        '/metrics/',
        '/METRICS',
        '//metrics',
        '/%6detrics',
        '/x/../metrics',
        '/health/deep',
        '/stub_status',
      ];
      const paths = doors.flatMap((door) => inner.map((path) => `${door}${path}`));
      for (const path of paths) {
        const { status, body } = await https(path);
        expectThat(status !== 429, `${path}: too many requests, this shows nothing`);
        expectThat(
          !/^# (?:HELP|TYPE) |"checks":|^Active connections/m.test(body),
          `${path} shows it to everybody: ${status}`,
        );
      }
      for (const path of ['/api/metrics', '/api/health/deep']) expectEqual(path, (await https(path)).status, 404);
      // The site has no metrics, but may have a page of that name: the application answers, which is one page for every path.
      for (const path of ['/metrics', '/health/deep'])
        expectThat(/<!doctype html>/i.test((await https(path)).body), path);
      return `${paths.length} ways tried`;
    });
    await checks.check('a flood of one address is slowed down', async () => {
      const replies = await Promise.all(
        Array.from({ length: 250 }, () => https('/api/nothing').catch(() => undefined)),
      );
      const limited = replies.filter((reply) => reply?.status === 429).length;
      expectThat(limited > 0, 'none of 250 requests at once was refused');
      return `${limited} of 250 refused with 429`;
    });
    await checks.check('files of the site are not counted', async () => {
      const replies = await Promise.all(Array.from({ length: 250 }, () => https('/')));
      expectEqual('statuses', [...new Set(replies.map(({ status }) => status))], [200]);
      return undefined;
    });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await checks.check('log in, create a customer, book an appointment, see it', async () => {
      const instance = await launchChromium();
      try {
        const page = await (await instance.newContext({ ignoreHTTPSErrors: true })).newPage();
        const violations: string[] = [];
        page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
        page.on('pageerror', (error) => violations.push(error.message));
        await use(page, secretOf(erp, 'admin_password'));
        const screenshot = `${report}.png`;
        await page.screenshot({ path: screenshot, fullPage: true });
        measurements.screenshot = screenshot;
        expectEqual('errors in the console', violations, []);
        return `no error in the console; a picture of it is in ${screenshot}`;
      } finally {
        await instance.close();
      }
    });
  },
};

async function use(page: Page, password: string): Promise<void> {
  const id = (name: string) => page.getByTestId(name);
  const unique = Date.now().toString(36);
  await page.goto(`https://${ERP_HOST}:${HTTPS_PORT}/`);
  await id('login-email').fill('admin@nexus.local');
  await id('login-password').fill(password);
  await id('login-submit').click();
  await id('current-user').waitFor();

  await id('nav-customers').click();
  await id('customer-name').fill(`Padaria ${unique}`);
  await id('customer-submit').click();
  await id('customer-row').filter({ hasText: unique }).waitFor();

  await id('nav-services').click();
  await id('service-name').fill(`Manutenção ${unique}`);
  await id('service-price').fill('120.50');
  await id('service-duration').fill('45');
  await id('service-submit').click();
  await id('service-row').filter({ hasText: unique }).waitFor();

  await id('nav-appointments').click();
  await id('appointment-resource').fill(`Sala ${unique}`);
  await id('appointment-customer').selectOption({ label: `Padaria ${unique}` });
  await id('appointment-service').selectOption({ label: `Manutenção ${unique}` });
  await id('appointment-start').fill('2027-03-01T10:00');
  await id('appointment-submit').click();
  await id('appointment-row')
    .filter({ hasText: `Sala ${unique}` })
    .waitFor();
  await id('appointment-code').filter({ hasText: 'Booked' }).waitFor();
}
