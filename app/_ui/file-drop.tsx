'use client';

import { FileUp } from 'lucide-react';
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { formatSize } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';

interface FileDropProps {
  readonly label: string;
  /** What may be dropped and what happens to it. */
  readonly help?: ReactNode;
  /** As in `accept` of a file input: `.csv,.parquet`. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

/** The button is the real control; the zone around it takes a dropped file too. */
export function FileDrop({ label, help, accept, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setChosen(say('file.chosen', { name: file.name, size: formatSize(file.size) }));
    onFile(file);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const drop = (event: DragEvent) => {
    hover(event);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={hover}
      onDragLeave={hover}
      onDrop={drop}
      className={cx(
        'rounded-control border border-dashed border-control bg-surface px-6 py-8 transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <p id={id} className="text-body font-medium">
        {label}
      </p>
      {help === undefined ? null : <p className="max-w-measure text-table text-muted">{help}</p>}
      <div className="mt-4 flex flex-wrap items-center gap-3 text-table text-muted">
        <Button aria-describedby={id} onClick={() => input.current?.click()}>
          <Icon of={FileUp} />
          {say('action.chooseFile')}
        </Button>
        <span>{chosen ?? say('file.drop')}</span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <LiveRegion message={chosen} />
    </div>
  );
}
