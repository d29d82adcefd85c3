import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { print, type Command } from '../command.ts';
import { personsPerLender, writeDemonstration } from '../scenario/demo-files.ts';
import { runScenario } from './lab.ts';

const help = `parley demo [--out DIR] [--without-sandbox]

The demonstration: five made-up lenders with 20,000 persons each, one overlap and one multi-lending job,
from sealed files to results whose proof verifies. Exits with 0 only on verified results.

Example:
  parley demo --out demo`;

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', default: '.parley/demo' },
      'without-sandbox': { type: 'boolean', default: false },
    },
  });
  const started = Date.now();
  const out = resolve(values.out);
  print(
    'Parley demonstration on this machine. SIMULATED TEE: everything runs, nothing is protected.\n',
  );
  const scenario = writeDemonstration(out);
  writeFileSync(join(out, 'scenario.json'), JSON.stringify(scenario, null, 2));
  print(
    `· ${scenario.datasets.length} made-up lenders, ${personsPerLender.toLocaleString('en')} persons each`,
  );
  const code = await runScenario(scenario, out, {
    out: join(out, 'proofs'),
    json: false,
    withoutSandbox: values['without-sandbox'],
  });
  print(
    `\n${code === 0 ? 'Done' : 'NOT as expected'} after ${((Date.now() - started) / 1000).toFixed(1)} s.`,
  );
  print('Verify a proof anywhere, without this platform:');
  print(
    `  npm run --silent parley -- verify ${join(out, 'proofs/overlap.bundle.json')} --pins ${join(out, 'proofs/pins.json')}`,
  );
  return code;
}

export const demo: Command = { name: 'demo', summary: 'the demonstration, once', help, run };
