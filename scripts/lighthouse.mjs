// Runs Lighthouse once and prints its report: node lighthouse.mjs ADDRESS OPTIONS, with options as JSON.
// Unlike Lighthouse's own command it leaves as soon as the report is there.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address, given] = process.argv.slice(2);
const { chromeFlags, chromePath, isPatient, ...settings } = JSON.parse(given);
// Without a measurement there is nothing to wait for once a page is loaded.
const hurry = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 100, cpuQuietThresholdMs: 100 };
const config = { extends: 'lighthouse:default', settings: { ...settings, ...(isPatient ? {} : hurry) } };

const chromium = await launch({ chromeFlags, chromePath });
try {
  const { lhr } = await lighthouse(address, { port: chromium.port, logLevel: 'error' }, config);
  await new Promise((written) => process.stdout.write(JSON.stringify(lhr), written));
} finally {
  chromium.kill();
}
process.exit();
