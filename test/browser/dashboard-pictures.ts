import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../e2e/lib/chromium.js';
import { dashboardPage } from '../support/dashboard-page.js';
import { dashboardsIn } from '../support/dashboards.js';
import { readTree } from '../support/project.js';

/**
 * Draws the layout of each dashboard in an output: `npx tsx test/browser/dashboard-pictures.ts out pictures`. Grafana itself
 * is not needed, and nothing is shown of what it would make of the data.
 */
const [out = 'out', folder = 'dashboard-pictures'] = process.argv.slice(2);

const browser = await launchChromium();
try {
  mkdirSync(folder, { recursive: true });
  for (const [path, dashboard] of Object.entries(dashboardsIn(readTree(out)))) {
    const name = join(folder, path.replaceAll('/', '-').replace(/\.json$/, ''));
    const html = dashboardPage(dashboard);
    writeFileSync(`${name}.html`, html);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.setContent(html);
    await page.screenshot({ path: `${name}.png`, fullPage: true });
    await page.close();
    process.stdout.write(`${name}.png\n`);
  }
} finally {
  await browser.close();
}
