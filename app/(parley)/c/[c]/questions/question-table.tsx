'use client';

import type { Template } from '#enclave/templates/index.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import { templateWords } from '#app/_text/templates/words-of.ts';
import { say } from '#app/_text/text.ts';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';
import { whatIsMissing, type TableFacts } from './what-is-missing.ts';

interface QuestionTableProps {
  readonly collaboration: string;
  readonly facts: TableFacts;
}

interface QuestionRowProps extends QuestionTableProps {
  readonly template: Template;
}

function Use({ template, collaboration, facts }: QuestionRowProps) {
  const { can } = useMe();
  const missing = whatIsMissing(template, facts);
  if (missing !== undefined) return <span className="text-muted">{missing}</span>;
  if (!can('analyst')) return <span className="text-muted">{say('gallery.requestersOnly')}</span>;
  return (
    <LinkText
      href={`/c/${collaboration}/jobs/new?template=${template.id}`}
      className="font-medium max-sm:inline-block max-sm:py-2"
    >
      {say('gallery.use')}
    </LinkText>
  );
}

/** Every question of this build, with its words. */
function questionsOfBuild() {
  const registry = builtTemplates();
  return registry.refs.flatMap((ref) => {
    const words = templateWords(ref.id);
    return words === undefined ? [] : [{ template: registry.get(ref), words }];
  });
}

export function QuestionTable({ collaboration, facts }: QuestionTableProps) {
  const asked = questionsOfBuild();
  return (
    <Table caption={say('gallery.title')}>
      <TableHead>
        <tr>
          <HeadCell>{say('gallery.question')}</HeadCell>
          <HeadCell>{say('gallery.needs')}</HeadCell>
          <HeadCell>{say('gallery.agree')}</HeadCell>
          <HeadCell>{say('gallery.learns')}</HeadCell>
          <HeadCell>{say('gallery.time')}</HeadCell>
          <HeadCell className="relative max-sm:hidden">
            <span className="sr-only">{say('gallery.use')}</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {asked.map(({ template, words }) => (
          <Row key={template.id} className="align-top">
            <RowHead className="min-w-56 py-4 align-top text-body">
              {words.title}
              <div className="mt-1 text-table font-normal sm:hidden">
                <Use template={template} collaboration={collaboration} facts={facts} />
              </div>
            </RowHead>
            <Cell className="min-w-48 py-4 align-top text-muted">{words.needs}</Cell>
            <Cell className="min-w-32 py-4 align-top text-muted">{words.agree}</Cell>
            <Cell className="min-w-56 py-4 align-top text-muted">{words.learns}</Cell>
            <Cell className="py-4 align-top whitespace-nowrap text-muted">
              {say('gallery.time.seconds')}
            </Cell>
            <Cell className="min-w-40 py-4 align-top max-sm:hidden">
              <Use template={template} collaboration={collaboration} facts={facts} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
