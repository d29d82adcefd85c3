import { say } from '../../_text/text.ts';
import { Status } from '../../_ui/status.tsx';

interface Version {
  readonly blob: string | null;
  readonly erasedAt: Date | null;
}

interface DatasetStateProps {
  readonly withdrawnAt: Date | null;
  readonly version: Version | undefined;
  /** The key broker that serves now has no key to it. */
  readonly needsGrant: boolean;
}

export function datasetStateWord({ withdrawnAt, version, needsGrant }: DatasetStateProps): string {
  if (withdrawnAt !== null) return say('data.withdrawn');
  if (version === undefined) return say('data.notUploaded');
  if (version.erasedAt !== null) return say('data.erased');
  if (version.blob === null) return say('data.notUploaded');
  return needsGrant ? say('data.needsGrant') : say('data.uploaded');
}

/** Whether a question could use it now. Said by the platform. */
export function DatasetState(props: DatasetStateProps) {
  const label = datasetStateWord(props);
  const { withdrawnAt, version, needsGrant } = props;
  if (withdrawnAt !== null) return <Status kind="paused" label={label} />;
  if (version !== undefined && version.erasedAt !== null) {
    return <Status kind="refused" label={label} />;
  }
  const isThere = version !== undefined && version.blob !== null && !needsGrant;
  return <Status kind={isThere ? 'sealed' : 'waiting'} label={label} />;
}
