// What a key file of this device is called until a person says otherwise: with browser, system and
// day two of them can be told apart. Read off the user agent; a wrong guess is a name that somebody
// may change.

import { formatDay } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';

type Sign = readonly [mark: RegExp, name: string];

/** The first that fits: browsers carry the marks of those they want to be taken for. */
const browsers: readonly Sign[] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly Sign[] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameIn = (signs: readonly Sign[], agent: string) =>
  signs.find(([mark]) => mark.test(agent))?.[1];

/** `Chrome on Linux, 23 Nov 2026` */
export function deviceName(agent: string, now: Date, timeZone: string): string {
  const found = nameIn(browsers, agent) ?? say('keys.device.unknown');
  const system = nameIn(systems, agent);
  const browser = system === undefined ? found : say('keys.device', { browser: found, system });
  return say('keys.add.default', { browser, day: formatDay(now, timeZone) });
}
