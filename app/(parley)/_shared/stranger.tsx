import { say } from '../../_text/text.ts';
import { Checkbox } from '../../_ui/checkbox.tsx';

interface StrangerProps {
  readonly accepts: boolean;
  readonly onAccept: (accepts: boolean) => void;
}

/** A broker that does not follow from any that this person knew takes an explicit yes. */
export function Stranger({ accepts, onAccept }: StrangerProps) {
  return (
    <div className="mt-4 grid gap-2">
      <p className="text-table text-attention">{say('broker.stranger')}</p>
      <Checkbox
        label={say('broker.stranger.yes')}
        checked={accepts}
        onChange={(event) => onAccept(event.target.checked)}
      />
    </div>
  );
}
