import type { DeclaredColumn } from '#enclave/participant/index.ts';
import type { DatasetManifest, Doc, Hash, UsagePolicy } from '#enclave/protocol/index.ts';
import { builtTemplates } from '../_client/session/build-facts.ts';
import { aliasOf, type CollaborationTable } from '../_client/tables/table-of.ts';
import { say } from '../_text/text.ts';
import { Checkbox } from '../_ui/checkbox.tsx';
import { Choices } from './choices.tsx';
import { questionOf, templateWords } from '../_text/templates/words-of.ts';
import { classMinOf, groupingsOf, type RuleChoices } from './rule-choices.ts';
import { scopeOf, type QuestionScope } from './rule-scope.ts';

/** The dataset that the rule is for. */
export interface OwnData {
  readonly party: Hash;
  readonly columns: readonly DeclaredColumn[];
  /** Absent for a dataset that is being registered. */
  readonly manifest?: Doc<DatasetManifest> | undefined;
}

export interface RuleDataProps {
  readonly choices: RuleChoices;
  readonly onChange: (change: Partial<RuleChoices>) => void;
  readonly table: CollaborationTable;
  readonly own: OwnData;
  /** The rule that this one follows. */
  readonly signed?: Doc<UsagePolicy> | undefined;
}

/**
 * Every alias that can be ticked: on the table now, or named by the signed rule although it is
 * gone.
 */
function dataChoices({ choices, table, own }: RuleDataProps) {
  const ownAlias = own.manifest === undefined ? '' : aliasOf(own.manifest.value.dataset);
  const here = table.datasets.filter(({ alias }) => alias !== ownAlias);
  const gone = choices.datasets.filter((alias) => !here.some((one) => one.alias === alias));
  return [
    ...here.map(({ alias, name, ownerName }) => ({ value: alias, label: name, help: ownerName })),
    ...gone.map((alias) => ({ value: alias, label: alias, help: say('rule.datasets.gone') })),
  ];
}

function groupingChoices({ choices, table, own }: RuleDataProps) {
  const ticked = table.datasets.filter(({ alias }) => choices.datasets.includes(alias));
  const columns = [...own.columns, ...ticked.flatMap(({ manifest }) => manifest.value.columns)];
  const names = [...new Set([...groupingsOf(columns), ...choices.groupings])].sort();
  return names.map((value) => ({ value, label: value }));
}

/** What the ticked data make possible now; nothing is known yet of a dataset being registered. */
function scopesOf({ choices, table, own, signed }: RuleDataProps): readonly QuestionScope[] {
  if (own.manifest === undefined) return [];
  const context = { registry: builtTemplates(), table, classMin: classMinOf(signed) };
  return [...scopeOf(choices, own.manifest, context).values()];
}

/** Which data questions may name, and by what they may group. */
export function RuleData(props: RuleDataProps) {
  const { choices, onChange, table, signed } = props;
  const data = dataChoices(props);
  const groupings = groupingChoices(props);
  const scopes = scopesOf(props);
  const known = new Set(signed?.value.threshold.grids);
  const grids = signed === undefined ? [] : scopes.flatMap((one) => [...one.grids.keys()]);
  const added = grids.filter((grid) => !known.has(grid)).length;
  const nameOf = (alias: string) =>
    table.datasets.find((one) => one.alias === alias)?.name ?? say('rule.datasets.this');
  return (
    <div className="grid gap-6">
      <div className="grid items-start gap-x-4 gap-y-8 sm:grid-cols-2">
        {data.length === 0 ? null : (
          <Choices
            legend={say('rule.datasets')}
            choices={data}
            chosen={choices.datasets}
            onChoose={(datasets) => onChange({ datasets })}
          />
        )}
        {groupings.length === 0 ? null : (
          <Choices
            legend={say('rule.groupings')}
            choices={groupings}
            chosen={choices.groupings}
            onChoose={(chosen) => onChange({ groupings: chosen })}
          />
        )}
      </div>
      {scopes
        .flatMap(({ leftOut }) => leftOut)
        .map(({ alias, question, parameter }) => (
          <p
            key={`${alias} ${question} ${parameter}`}
            className="max-w-measure text-table text-attention"
          >
            {say('rule.leftOut', {
              dataset: nameOf(alias),
              question: questionOf(question),
              part: templateWords(question)?.parameters[parameter]?.label ?? parameter,
            })}
          </p>
        ))}
      {added > 0 || choices.catchUp ? (
        <Checkbox
          label={say('rule.catchUp')}
          help={say('rule.catchUp.help', { n: added })}
          checked={choices.catchUp}
          onChange={(event) => onChange({ catchUp: event.target.checked })}
        />
      ) : null}
    </div>
  );
}
