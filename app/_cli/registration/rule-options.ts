// A rule from the command line: the page's form as a JSON file, or a preset with the names beside it.

import { simulatedWorker } from '../../../enclave-jobs/participant/index.ts';
import { hashSchema, sorted, type Hash } from '../../../enclave-jobs/protocol/index.ts';
import { buildFacts, builtTemplates } from '../../_participant/build-facts.ts';
import {
  isEmptyRule,
  presets,
  ruleChoicesSchema,
  type Preset,
  type RuleChoices,
} from '../../_policy/rule-choices.ts';
import { UsageError } from '../command.ts';
import { readInput, textOf } from '../files.ts';
import { oneOf } from './table-options.ts';

export const ruleOptions = {
  rule: { type: 'string' },
  preset: { type: 'string' },
  analyst: { type: 'string', multiple: true },
  receiver: { type: 'string', multiple: true },
  partner: { type: 'string', multiple: true },
  question: { type: 'string', multiple: true },
} as const;

export interface RuleValues {
  readonly rule?: string | undefined;
  readonly preset?: string | undefined;
  readonly analyst?: readonly string[] | undefined;
  readonly receiver?: readonly string[] | undefined;
  readonly partner?: readonly string[] | undefined;
  readonly question?: readonly string[] | undefined;
}

export const ruleHelp = `  --rule FILE.json         {"analysts", "receivers", "partners": [party ids], "questions": [ids],
                           "entitiesMin", "jobsMax", "days", "enclaves": [entries]}: all of them, and
                           nothing else; docs/attestation.md says what an entry is
  --preset strict|standard instead of a file, with the names beside it:
  --analyst PARTY --receiver PARTY --partner PARTY --question ID      each as often as needed`;

function readRuleFile(path: string): unknown {
  try {
    return JSON.parse(textOf(readInput(path), path));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`${path} is not JSON`, { cause });
  }
}

function partiesOf(values: readonly string[] = [], name: string): readonly Hash[] {
  return values.map((value) => {
    const read = hashSchema.safeParse(value);
    if (!read.success) throw new UsageError(`--${name} ${value}: not a party id`);
    return read.data;
  });
}

function fromPreset(preset: string, values: RuleValues): unknown {
  return {
    analysts: partiesOf(values.analyst, 'analyst'),
    receivers: partiesOf(values.receiver, 'receiver'),
    partners: partiesOf(values.partner, 'partner'),
    questions: values.question ?? [],
    enclaves: [simulatedWorker(buildFacts().worker)],
    ...presets[oneOf(preset, Object.keys(presets) as Preset[], 'preset')],
  };
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return sorted([...new Set(values)]);
}

function readChoices(values: RuleValues): { readonly from: string; readonly choices: unknown } {
  const { rule, preset } = values;
  const named = [values.analyst, values.receiver, values.partner, values.question];
  if (rule !== undefined) {
    if (preset !== undefined || named.some((one) => one !== undefined)) {
      throw new UsageError('--rule says all of the rule: no --preset or names beside it');
    }
    return { from: rule, choices: readRuleFile(rule) };
  }
  if (preset === undefined) throw new UsageError('this needs --rule FILE.json or --preset');
  return { from: `--preset ${preset}`, choices: fromPreset(preset, values) };
}

/** Whether the command line says anything of a rule. */
export function namesRule(values: RuleValues): boolean {
  return values.rule !== undefined || values.preset !== undefined;
}

/** A complete rule that allows something, of questions that this build knows. Throws UsageError. */
export function readRule(values: RuleValues): RuleChoices {
  const { from, choices } = readChoices(values);
  const read = ruleChoicesSchema.safeParse(choices);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`${from}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  const known = builtTemplates().refs.map((ref) => ref.id);
  const foreign = read.data.questions.find((id) => !known.includes(id));
  if (foreign !== undefined) throw new UsageError(`${from}: there is no question "${foreign}"`);
  if (isEmptyRule(read.data)) {
    throw new UsageError(
      `${from} allows nothing: say who may ask, who may receive, a question and a machine`,
    );
  }
  const { analysts, receivers, partners } = read.data;
  return {
    ...read.data,
    analysts: unique(analysts),
    receivers: unique(receivers),
    partners: unique(partners),
    questions: unique(read.data.questions),
  };
}
