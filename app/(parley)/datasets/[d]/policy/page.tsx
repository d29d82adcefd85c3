import { redirect } from 'next/navigation';

interface PolicyPageProps {
  readonly params: Promise<{ readonly d: string }>;
}

/** The rule of a dataset stands on the dataset's own page. */
export default async function PolicyPage({ params }: PolicyPageProps) {
  const { d } = await params;
  redirect(`/datasets/${encodeURIComponent(d)}?tab=usage`);
}
