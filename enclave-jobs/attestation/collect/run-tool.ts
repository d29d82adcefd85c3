// One call of a tool that talks to the TEE, in an environment of exactly what it needs.

import { execFile } from 'node:child_process';
import { CollectError } from './collector.ts';

const toolMs = 10_000;

export type ToolEnvironment = Readonly<Record<string, string>> & { readonly PATH: string };

/** Its standard output. Rejects with CollectError: the tool's name and how it ended. */
export function runTool(
  tool: string,
  args: readonly string[],
  environment: ToolEnvironment,
): Promise<Buffer> {
  const options = {
    // The web framework's types want NODE_ENV in every environment.
    env: { ...environment } as unknown as NodeJS.ProcessEnv,
    encoding: 'buffer',
    timeout: toolMs,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(tool, [...args], options, (cause, stdout) => {
      if (cause === null) resolve(stdout);
      else reject(new CollectError(`${tool}: ended with ${cause.code ?? 'a signal'}`, { cause }));
    });
  });
}
