// Numbers, sizes, times and hashes in one way everywhere.

import { say } from './text.ts';

const minus = '\u2212';

const signed = (text: string): string => text.replace('-', minus);

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** `8,125` */
export const formatCount = (n: number): string => signed(counts.format(n));

/** `44.1 %` for 0.441. */
export const formatShare = (share: number): string => `${signed(tenths.format(share * 100))} %`;

/** `0.87` */
export const formatScore = (score: number): string => signed(hundredths.format(score));

/** `0.87 ± 0.02` */
export const formatInterval = (value: number, margin: number): string =>
  `${formatScore(value)} ± ${formatScore(margin)}`;

const sizes = [
  { unit: 'GB', bytes: 1e9 },
  { unit: 'MB', bytes: 1e6 },
  { unit: 'kB', bytes: 1e3 },
] as const;

/** `18.4 MB`, where 1 MB is 10⁶ bytes. */
export function formatSize(bytes: number): string {
  const size = sizes.find((one) => bytes >= one.bytes);
  return size === undefined
    ? `${counts.format(bytes)} B`
    : `${tenths.format(bytes / size.bytes)} ${size.unit}`;
}

/** `18.4 MB/s` */
export const formatRate = (bytesPerSecond: number): string => `${formatSize(bytesPerSecond)}/s`;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `2 min 14 s`: the two largest units that say something. */
export function formatDuration(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  const seconds = Math.floor((ms % minuteMs) / 1000);
  const parts = [
    days > 0 ? say('format.days', { n: days }) : '',
    hours > 0 ? say('format.hours', { n: hours }) : '',
    minutes > 0 ? say('format.minutes', { n: minutes }) : '',
    seconds > 0 ? say('format.seconds', { n: seconds }) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? say('format.seconds', { n: 0 }) : parts.slice(0, 2).join(' ');
}

/** `2 h ago`, `in 3 days`; only beside an absolute time. */
export function formatRelative(time: Date, now: Date): string {
  const distance = time.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < minuteMs) return say('format.now');
  const unit = size >= dayMs ? dayMs : size >= hourMs ? hourMs : minuteMs;
  const text = formatDuration(Math.floor(size / unit) * unit);
  return distance < 0 ? say('format.ago', { time: text }) : say('format.ahead', { time: text });
}

function parts(time: Date, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const found = new Intl.DateTimeFormat('en-US', options).formatToParts(time);
  return Object.fromEntries(found.map((part) => [part.type, part.value]));
}

/** `23 Nov 2026, 14:05 UTC+8`; the zone is always said. */
export function formatTime(time: Date, timeZone: string): string {
  const p = parts(time, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  });
  const zone = signed((p['timeZoneName'] ?? '').replace('GMT', 'UTC').replace(/\+0$/, ''));
  return `${p['day'] ?? ''} ${p['month'] ?? ''} ${p['year'] ?? ''}, ${p['hour'] ?? ''}:${p['minute'] ?? ''} ${zone}`;
}

/** `23 Nov 2026` */
export function formatDay(time: Date, timeZone: string): string {
  const p = parts(time, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  return `${p['day'] ?? ''} ${p['month'] ?? ''} ${p['year'] ?? ''}`;
}

/** `14:05`, for axes whose day and zone stand beside them. */
export function formatClock(time: Date, timeZone: string): string {
  const p = parts(time, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${p['hour'] ?? ''}:${p['minute'] ?? ''}`;
}

/** First 8 and last 4 of a hash: a label, never something to compare. */
export const shortHash = (hash: string): string =>
  hash.length <= 13 ? hash : `${hash.slice(0, 8)}…${hash.slice(-4)}`;

/** The whole hash in groups of 4. */
export const groupHash = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash;

const joiner = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Alder, Birch and Cedar` */
export const listed = (names: readonly string[]): string => joiner.format(names);
