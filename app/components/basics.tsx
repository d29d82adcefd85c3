'use client';

import { Button } from '../_ui/button.tsx';
import { Checkbox } from '../_ui/checkbox.tsx';
import { Details } from '../_ui/details.tsx';
import { Dialog } from '../_ui/dialog.tsx';
import { EmptyState } from '../_ui/empty-state.tsx';
import { Field } from '../_ui/field.tsx';
import { Hash } from '../_ui/hash.tsx';
import { Input, TextArea } from '../_ui/input.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { Menu } from '../_ui/menu.tsx';
import { RadioGroup } from '../_ui/radio-group.tsx';
import { Section } from '../_ui/section.tsx';
import { Select } from '../_ui/select.tsx';
import { Skeleton } from '../_ui/skeleton.tsx';
import { Steps } from '../_ui/steps.tsx';
import { Tabs } from '../_ui/tabs.tsx';
import { Time } from '../_ui/time.tsx';
import { Tooltip } from '../_ui/tooltip.tsx';
import { JobsTable } from './jobs-table.tsx';
import { hash, now, then } from './samples.ts';

const kinds = [
  { value: 'integer', label: 'integer' },
  { value: 'text', label: 'text' },
];

function Buttons() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="filled">Sign and submit</Button>
      <Button>Save draft</Button>
      <Button variant="quiet">Cancel</Button>
      <Button variant="danger-outline">Withdraw</Button>
      <Button variant="filled" disabled>
        Sign and submit
      </Button>
      <Button size="small">Small</Button>
      <Button size="large">Large</Button>
      <Menu
        label="More"
        trigger={<Button>More ▸</Button>}
        items={[
          { label: 'Open job', href: '/components' },
          { label: 'Duplicate', onSelect: () => undefined },
          { label: 'Cancel job', onSelect: () => undefined, danger: true },
        ]}
      />
      <Dialog
        title="Withdraw the rule of customers v3"
        description="This stops 2 waiting jobs. 1 with keys already released cannot be stopped."
        trigger={<Button>Open dialog</Button>}
        actions={
          <>
            <Button>Keep the rule</Button>
            <Button variant="danger-outline">Withdraw</Button>
          </>
        }
      />
      <Tooltip content="Signing opens your passkey">
        <Button variant="quiet">Tooltip</Button>
      </Tooltip>
    </div>
  );
}

function Form() {
  return (
    <div className="grid max-w-[720px] gap-5 sm:grid-cols-2">
      <Field label="Work e-mail" help="Looking around needs no key of your own.">
        {(control) => <Input {...control} type="email" placeholder="name@northbank.example" />}
      </Field>
      <Field label="People per group" error="At least 20, as Northbank's rule says.">
        {(control) => <Input {...control} defaultValue="10" inputMode="numeric" />}
      </Field>
      <Field label="Type">
        {(control) => <Select {...control} choices={kinds} placeholder="Choose" />}
      </Field>
      <Field label="Reason" optional>
        {(control) => <TextArea {...control} rows={2} />}
      </Field>
      <RadioGroup
        legend="Why do you deny?"
        name="reason"
        choices={[
          { value: 'purpose', label: 'Not our purpose' },
          { value: 'detail', label: 'Too detailed', help: 'Another grouping may be acceptable.' },
        ]}
      />
      <div className="grid content-start gap-2">
        <Checkbox label="Tell the members" help="By mail, without numbers." defaultChecked />
        <Checkbox label="Keep this device" disabled />
      </div>
    </div>
  );
}

export function Basics() {
  return (
    <>
      <Section title="Buttons, menu, dialog, tooltip">
        <Buttons />
      </Section>
      <Section title="Form">
        <Form />
      </Section>
      <Section title="Steps">
        <Steps
          steps={[
            { id: 'data', label: 'Data', state: 'done', href: '/components' },
            { id: 'parameters', label: 'Parameters', state: 'done', href: '/components' },
            { id: 'check', label: 'Check', state: 'current' },
            { id: 'summary', label: 'Summary', state: 'todo' },
          ]}
        />
      </Section>
      <Section title="Tabs, details, links, hashes, times">
        <Tabs
          label="Dataset"
          tabs={[
            {
              id: 'schema',
              label: 'Schema',
              content: (
                <div className="grid gap-2">
                  <p>
                    Job <Hash value={hash} /> · <Time at={then} now={now} /> ·{' '}
                    <LinkText href="/components">What Parley protects</LinkText>
                  </p>
                  <Details summary="Parameters">Grouped by education, rounded to 5.</Details>
                </div>
              ),
            },
            { id: 'versions', label: 'Versions', content: <Skeleton rows={2} /> },
            { id: 'usage', label: 'Usage', content: <p>Nobody used it yet.</p> },
          ]}
        />
      </Section>
      <Section title="Table" note="Sorted and filtered through the address.">
        <JobsTable />
      </Section>
      <Section title="Empty, loading">
        <EmptyState
          what="Jobs that somebody asked for stand here."
          why="Nobody has asked a question in this collaboration yet."
          action={<Button>Ask a question</Button>}
          example={[
            'Overlap by education · waits for Harbour Credit',
            'Multi-lending · delivered 9 Nov',
            'IV ranking · denied: too detailed',
          ]}
        />
        <div className="mt-6">
          <Skeleton />
        </div>
      </Section>
    </>
  );
}
