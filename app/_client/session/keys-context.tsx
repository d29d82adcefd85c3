'use client';

// The person's keys for the pages that need them: recalled from this device, or asked for.

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../_trpc/trpc.tsx';
import type { ClientState } from '#enclave/participant/index.ts';
import type { Desk } from '../acts/desk.ts';
import { fetchSealedResult, type Api } from './api.ts';
import { ownBuild } from './build-facts.ts';
import { decodeKeyFile, encodeKeyFile, type KeyFile } from './key-file.ts';
import { openMember, remember, type Member } from './member.ts';
import { keepOnDevice, recallFromDevice } from './vault.ts';

export type Keys =
  | { readonly state: 'looking' }
  | { readonly state: 'locked' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'open'; readonly member: Member };

interface KeysValue {
  readonly keys: Keys;
  readonly api: Api;
  readonly personId: string | undefined;
  /** Opens with a key file and keeps it on this device. */
  readonly open: (keyFile: KeyFile) => Promise<Member>;
  /** Keeps what this person now remembers. */
  readonly keep: (memory: ClientState) => Promise<Member>;
  /** Where this person acts. */
  readonly deskOf: (member: Member) => Desk;
}

const KeysContext = createContext<KeysValue | null>(null);

export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const me = useQuery(trpc.me.read.queryOptions());
  const personId = me.data?.personId;
  const [keys, setKeys] = useState<Keys>({ state: 'looking' });

  useEffect(() => {
    if (personId === undefined) return undefined;
    let isCurrent = true;
    const look = async (): Promise<Keys> => {
      const plain = await recallFromDevice(personId);
      if (plain === null) return { state: 'locked' };
      const member = await openMember(api, decodeKeyFile(plain));
      plain.fill(0);
      return { state: 'open', member };
    };
    look().then(
      (found) => {
        if (isCurrent) setKeys(found);
      },
      (error: unknown) => {
        if (isCurrent) setKeys({ state: 'failed', error });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [api, personId]);

  const open = useCallback(
    async (keyFile: KeyFile) => {
      const member = await openMember(api, keyFile);
      const plain = encodeKeyFile(keyFile);
      if (personId !== undefined) await keepOnDevice(personId, plain);
      plain.fill(0);
      setKeys({ state: 'open', member });
      return member;
    },
    [api, personId],
  );
  const keep = useCallback(
    async (memory: ClientState) => {
      if (keys.state !== 'open') throw new Error('no keys are open');
      const member = await remember(api, keys.member, memory);
      setKeys({ state: 'open', member });
      return member;
    },
    [api, keys],
  );
  const value = useMemo(() => {
    const deskOf = (member: Member) => ({
      ...{ platform: api, build: ownBuild(), member, keep },
      sealedResult: (job: string) => fetchSealedResult({ url: '' }, job),
    });
    return { keys, api, personId, open, keep, deskOf };
  }, [keys, api, personId, open, keep]);
  return <KeysContext value={value}>{children}</KeysContext>;
}

export function useKeys(): KeysValue {
  const value = useContext(KeysContext);
  if (value === null) throw new Error('no KeysProvider above');
  return value;
}
