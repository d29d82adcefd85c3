// R46: unmeasured settings are addresses and sizes only, and arrive in the environment; any other
// variable stops the start, because it could decide something that nobody measured.

/** Addresses of the platform and of this machine's own state. */
export interface Settings {
  readonly platformUrl: string;
  readonly platformToken: string;
  readonly stateFolder: string;
}

const names = {
  platformUrl: 'PARLEY_PLATFORM_URL',
  platformToken: 'PARLEY_PLATFORM_TOKEN',
  stateFolder: 'PARLEY_STATE_FOLDER',
} as const;
const teeName = 'PARLEY_TEE';

/** Where programs are found; decides nothing that a sandbox does not prove again. */
const harmless = ['PATH', 'PWD', 'OLDPWD', 'SHLVL', '_', 'LC_CTYPE', '__CF_USER_TEXT_ENCODING'];

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws an Error that names the variable, for the person who starts the program. */
export function readSettings(environment: Environment): Settings {
  return readKnown(environment, []);
}

export interface HardwareSettings extends Settings {
  /** Address of the TEE's interface; undefined if none is named. */
  readonly tee: string | undefined;
  /** Where the TEE's tools are found. */
  readonly toolPath: string;
}

/** The same on hardware, which has one address more. */
export function readHardwareSettings(environment: Environment): HardwareSettings {
  const settings = readKnown(environment, [teeName]);
  const { [teeName]: tee, PATH: toolPath = '' } = environment;
  return { ...settings, tee: tee === '' ? undefined : tee, toolPath };
}

function readKnown(environment: Environment, more: readonly string[]): Settings {
  const known: readonly string[] = [...Object.values(names), ...more, ...harmless];
  const extra = Object.keys(environment).find((name) => !known.includes(name));
  if (extra !== undefined) {
    throw new Error(`environment variable ${extra} is not a setting of this program; unset it`);
  }
  const read = (name: string) => {
    const value = environment[name];
    if (value === undefined || value === '')
      throw new Error(`environment variable ${name} is missing`);
    return value;
  };
  return {
    platformUrl: read(names.platformUrl),
    platformToken: read(names.platformToken),
    stateFolder: read(names.stateFolder),
  };
}
