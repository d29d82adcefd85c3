import type { ReactNode } from 'react';
import { Frame } from '../_frame/frame.tsx';
import { TrpcRoot } from '../_trpc/trpc.tsx';

export default function SignedInLayout({ children }: { readonly children: ReactNode }) {
  return (
    <TrpcRoot>
      <Frame>{children}</Frame>
    </TrpcRoot>
  );
}
