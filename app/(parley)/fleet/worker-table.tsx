import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { originOf, type EvidenceRead } from '../../_client/proofs/evidence-here.ts';
import { explain } from '../../_text/explain.ts';
import { say } from '../../_text/text.ts';
import { EvidenceEdge } from '../../_ui/evidence-edge.tsx';
import { Hash } from '../../_ui/hash.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Status } from '../../_ui/status.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';

type Worker = inferRouterOutputs<AppRouter>['fleet']['list']['workers'][number];

export interface FleetWorker {
  readonly worker: Worker;
  /** Absent until it was read, and for a worker that showed none. */
  readonly read?: EvidenceRead;
}

interface WorkerTableProps {
  readonly workers: readonly FleetWorker[];
  /** Codes that each own rule takes. */
  readonly rules: readonly (readonly string[])[];
  readonly isChecking: boolean;
}

function Verdict({ one, isChecking }: { readonly one: FleetWorker; readonly isChecking: boolean }) {
  if (one.worker.evidence === null) {
    return <span className="text-muted">{say('evidence.idle')}</span>;
  }
  if (one.read === undefined) {
    return <span className="text-muted">{isChecking ? say('evidence.checking') : null}</span>;
  }
  if (one.read.isBound) return <Status kind="simulated" />;
  // Authentic, but of another key or job than it came with.
  const code = one.read.fault?.code ?? 'EVIDENCE_BINDING';
  return <Status kind="failed" label={`${explain(code).what} ${code}`} />;
}

/** What authentic evidence of this very worker says; undefined for all other evidence. */
const claimsOf = ({ read }: FleetWorker) => (read?.isBound === true ? read.claims : undefined);

/**
 * How many of one's own rules would take the code; nothing is said of code that was not verified.
 */
function Rules({
  one,
  rules,
}: {
  readonly one: FleetWorker;
  readonly rules: WorkerTableProps['rules'];
}) {
  const code = claimsOf(one)?.code;
  if (rules.length === 0) return <span className="text-muted">{say('fleet.rules.none')}</span>;
  if (code === undefined) return <Status kind="not-checked" />;
  const n = rules.filter((codes) => codes.includes(code)).length;
  return say('fleet.rules.some', { n, total: rules.length });
}

function Code({ one }: { readonly one: FleetWorker }) {
  const code = claimsOf(one)?.code;
  if (one.worker.evidence === null) {
    return <span className="text-muted">{say('fleet.noEvidence')}</span>;
  }
  if (code === undefined) return <Status kind="not-checked" />;
  return (
    <>
      <Hash value={code} />
      <span className="block text-muted">{say(`fleet.code.${originOf(code)}`)}</span>
    </>
  );
}

export function WorkerTable({ workers, rules, isChecking }: WorkerTableProps) {
  return (
    <Table caption={say('fleet.workers.table')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('fleet.name')}</HeadCell>
          <HeadCell>{say('fleet.format')}</HeadCell>
          <HeadCell>{say('fleet.code')}</HeadCell>
          <HeadCell>{say('fleet.evidence')}</HeadCell>
          <HeadCell>{say('fleet.rules')}</HeadCell>
          <HeadCell>{say('fleet.job')}</HeadCell>
          <HeadCell>{say('fleet.seen')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {workers.map((one) => {
          const { name, evidence, job, seenAt } = one.worker;
          const isBound = claimsOf(one) !== undefined;
          return (
            <Row key={name}>
              <RowHead className="align-top">
                <EvidenceEdge kind={isBound ? 'simulated' : 'none'} className="grid gap-1">
                  {name}
                  <span className="font-normal">
                    <Verdict one={one} isChecking={isChecking} />
                  </span>
                </EvidenceEdge>
              </RowHead>
              <Cell label={say('fleet.format')} className="align-top">
                {isBound ? one.read?.doc?.value.format : null}
              </Cell>
              <Cell label={say('fleet.code')} className="align-top">
                <Code one={one} />
              </Cell>
              <Cell label={say('fleet.evidence')} className="align-top">
                {evidence === null ? null : (
                  <>
                    <Time at={evidence.at} now={new Date()} />
                    <LinkText href={`/evidence/${evidence.name}`} className="block w-fit">
                      {say('fleet.inspect')}
                    </LinkText>
                  </>
                )}
              </Cell>
              <Cell label={say('fleet.rules')} className="align-top">
                <Rules one={one} rules={rules} />
              </Cell>
              <Cell label={say('fleet.job')} className="align-top">
                {job === null ? (
                  <span className="text-muted">{say('fleet.noJob')}</span>
                ) : (
                  <Hash value={job} />
                )}
              </Cell>
              <Cell label={say('fleet.seen')} className="align-top">
                {seenAt === null ? (
                  <span className="text-muted">{say('fleet.never')}</span>
                ) : (
                  <Time at={seenAt} />
                )}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
