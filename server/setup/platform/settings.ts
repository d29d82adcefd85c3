// What this installation made up for itself once: secrets of the platform, tokens of its machines.
// None of them opens a dataset or signs for anybody.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const settingsSchema = z.strictObject({
  sessionSecret: z.string().min(32),
  brokerToken: z.string().min(32),
  workerTokens: z.array(z.string().min(32)).length(2),
  /** Of the demonstration's people, who have nothing to lose. */
  demonstrationPassword: z.string(),
  demonstrationPassphrase: z.string(),
});
export type PlatformSettings = z.infer<typeof settingsSchema>;

const token = () => randomBytes(24).toString('hex');

function fresh(): PlatformSettings {
  return {
    sessionSecret: token(),
    brokerToken: token(),
    workerTokens: [token(), token()],
    demonstrationPassword: `demo-${randomBytes(4).toString('hex')}`,
    demonstrationPassphrase: `keys-${randomBytes(4).toString('hex')}`,
  };
}

/**
 * Throws an Error that names the file if it is damaged: secrets are not made anew behind one's
 * back.
 */
export function platformSettings(folder: string): PlatformSettings {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    // Written whole, then named: a killed start leaves no half of it.
    writeFileSync(`${file}.part`, JSON.stringify(fresh(), null, 2), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  }
  const read = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is damaged; move it away to start afresh`);
  return read.data;
}
