// A rule from the command line: the page's form as a JSON file, or a preset with the names beside
// it.

import { simulatedWorker } from '#enclave/participant/index.ts';
import { sorted, type Hash } from '#enclave/protocol/index.ts';
import { buildFacts, builtTemplates } from '../../_client/session/build-facts.ts';
import {
  isEmptyRule,
  presets,
  ruleChoicesSchema,
  type Preset,
  type RuleChoices,
} from '../../_policy/rule-choices.ts';
import { UsageError } from '../command.ts';
import { jsonIn } from '../files.ts';
import { hashIn, shapeIn } from '../read-words.ts';
import { oneOf } from './table-options.ts';

export const ruleOptions = {
  rule: { type: 'string' },
  preset: { type: 'string' },
  analyst: { type: 'string', multiple: true },
  receiver: { type: 'string', multiple: true },
  partner: { type: 'string', multiple: true },
  question: { type: 'string', multiple: true },
  dataset: { type: 'string', multiple: true },
  grouping: { type: 'string', multiple: true },
} as const;

export interface RuleValues {
  readonly rule?: string | undefined;
  readonly preset?: string | undefined;
  readonly analyst?: readonly string[] | undefined;
  readonly receiver?: readonly string[] | undefined;
  readonly partner?: readonly string[] | undefined;
  readonly question?: readonly string[] | undefined;
  readonly dataset?: readonly string[] | undefined;
  readonly grouping?: readonly string[] | undefined;
}

export const ruleHelp = `  --rule FILE.json         {"analysts", "receivers", "partners": [party ids], "questions": [ids],
                           "datasets": [aliases], "groupings": [columns], "catchUp": false,
                           "entitiesMin", "jobsMax", "days", "enclaves": [entries]}: all of them, and
                           nothing else; docs/attestation.md says what an entry is, "parley job
                           aliases" has the aliases. What says the same as the signed rule leaves it
                           as it is; "catchUp": true adds all that the named data make possible
  --preset strict|standard instead of a file, with the names beside it:
  --analyst PARTY --receiver PARTY --partner PARTY --question ID --dataset ALIAS --grouping COLUMN
                           each as often as needed; --dataset names data that questions may join`;

function partiesOf(values: readonly string[] = [], name: string): readonly Hash[] {
  return values.map((value) => hashIn(value, `--${name} ${value}: not a party id`));
}

function fromPreset(preset: string, values: RuleValues): unknown {
  return {
    analysts: partiesOf(values.analyst, 'analyst'),
    receivers: partiesOf(values.receiver, 'receiver'),
    partners: partiesOf(values.partner, 'partner'),
    questions: values.question ?? [],
    datasets: values.dataset ?? [],
    groupings: values.grouping ?? [],
    catchUp: false,
    enclaves: [simulatedWorker(buildFacts().worker)],
    ...presets[oneOf(preset, Object.keys(presets) as Preset[], 'preset')],
  };
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return sorted([...new Set(values)]);
}

function readChoices(values: RuleValues): { readonly from: string; readonly choices: unknown } {
  const { rule, preset } = values;
  const { analyst, receiver, partner, question, dataset, grouping } = values;
  const named = [analyst, receiver, partner, question, dataset, grouping];
  if (rule !== undefined) {
    if (preset !== undefined || named.some((one) => one !== undefined)) {
      throw new UsageError('--rule says all of the rule: no --preset or names beside it');
    }
    return { from: rule, choices: jsonIn(rule) };
  }
  if (preset === undefined) throw new UsageError('this needs --rule FILE.json or --preset');
  return { from: `--preset ${preset}`, choices: fromPreset(preset, values) };
}

/** Whether the command line says anything of a rule. */
export function namesRule(values: RuleValues): boolean {
  const names = Object.keys(ruleOptions) as (keyof RuleValues)[];
  return names.some((name) => values[name] !== undefined);
}

/** A complete rule that allows something, of questions that this build knows. Throws UsageError. */
export function readRule(values: RuleValues): RuleChoices {
  const { from, choices } = readChoices(values);
  const rule = shapeIn(ruleChoicesSchema, choices, from);
  const known = builtTemplates().refs.map((ref) => ref.id);
  // A question of another build may stay in a rule; whether it stands there is seen when the rule
  // is made.
  const foreign = rule.questions.find((id) => !known.includes(id) && !id.includes('@'));
  if (foreign !== undefined) throw new UsageError(`${from}: there is no question "${foreign}"`);
  if (isEmptyRule(rule)) {
    throw new UsageError(
      `${from} allows nothing: say who may ask, who may receive, a question and a machine`,
    );
  }
  const { analysts, receivers, partners } = rule;
  return {
    ...rule,
    analysts: unique(analysts),
    receivers: unique(receivers),
    partners: unique(partners),
    questions: unique(rule.questions),
    datasets: unique(rule.datasets),
    groupings: unique(rule.groupings),
  };
}
