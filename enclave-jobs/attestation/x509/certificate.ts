// X.509 certificates (RFC 5280), strict: version 3, DER, each extension once, the algorithm inside
// equal to the one outside. What is not understood is kept as bytes, and refused by the path if it
// is critical.

import {
  bitStringOf,
  booleanOf,
  countOf,
  integerOf,
  oidOf,
  readDer,
  readDerList,
  requireTag,
  sequenceOf,
  tags,
  timeOf,
  type Der,
} from '../encoding/der.ts';
import { ParseFault } from '../examination.ts';
import { fromUtf8, hashOf, toHex, type Bytes, type Hash } from '../../protocol/index.ts';
import {
  publicKeyOf,
  sameAlgorithm,
  signatureAlgorithmOf,
  type PublicKey,
  type SignatureAlgorithm,
} from './algorithms.ts';

export interface Extension {
  readonly isCritical: boolean;
  /** The content of the OCTET STRING. */
  readonly value: Bytes;
}

export interface Certificate {
  readonly der: Bytes;
  /** What the issuer signed. */
  readonly signed: Bytes;
  readonly signature: Bytes;
  readonly algorithm: SignatureAlgorithm;
  /** Hex of the whole INTEGER, so that serials compare as they are. */
  readonly serial: string;
  /** DER of the names, compared byte by byte. */
  readonly issuer: Bytes;
  readonly subject: Bytes;
  /** For people: `CN=SEV-Milan, O=…`. */
  readonly issuerText: string;
  readonly subjectText: string;
  /** CN of the subject; empty without one. */
  readonly commonName: string;
  /** Seconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: PublicKey;
  /** SHA-256 of the SubjectPublicKeyInfo: what anchors are pinned by. */
  readonly keyHash: Hash;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Undefined without the extension. */
  readonly constraints: BasicConstraints | undefined;
  /** First byte of the keyUsage bits; undefined without the extension. */
  readonly usage: number | undefined;
}

export interface BasicConstraints {
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
}

export const extensionIds = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
} as const;

function readExtension(element: Der): readonly [string, Extension] {
  const field = 'extension';
  const parts = sequenceOf(element, field);
  const oid = oidOf(parts[0], field);
  const [second] = parts.slice(1);
  const isCritical = second?.tag === tags.boolean && booleanOf(second, field);
  const value = requireTag(parts.at(-1), tags.octetString, field).content;
  if (parts.length !== (second?.tag === tags.boolean ? 3 : 2)) {
    throw new ParseFault({
      field,
      expected: 'identifier, critical, value',
      found: `${parts.length} parts`,
    });
  }
  return [oid, { isCritical, value }];
}

/** Extensions by identifier. Throws ParseFault if one is there twice. */
export function readExtensions(element: Der | undefined): ReadonlyMap<string, Extension> {
  if (element === undefined) return new Map();
  const list = sequenceOf(readDer(element.content), 'extensions').map(readExtension);
  const out = new Map(list);
  if (out.size !== list.length) {
    throw new ParseFault({ field: 'extensions', expected: 'each once', found: 'one twice' });
  }
  return out;
}

function requireVersion3(element: Der | undefined): void {
  const holder = requireTag(element, 0xa0, 'version');
  const version = countOf(readDer(holder.content), 'version');
  if (version !== 2) {
    throw new ParseFault({
      field: 'version',
      expected: 'version 3',
      found: `version ${version + 1}`,
    });
  }
}

function constraintsIn(extensions: ReadonlyMap<string, Extension>): BasicConstraints | undefined {
  const found = extensions.get(extensionIds.basicConstraints);
  if (found === undefined) return undefined;
  const field = 'basicConstraints';
  const [first, second] = sequenceOf(readDer(found.value), field);
  const isCa = first?.tag === tags.boolean && booleanOf(first, field);
  const length = first?.tag === tags.integer ? first : second;
  return { isCa, pathLength: length === undefined ? undefined : countOf(length, field) };
}

function usageIn(extensions: ReadonlyMap<string, Extension>): number | undefined {
  const found = extensions.get(extensionIds.keyUsage);
  return found === undefined
    ? undefined
    : (bitStringOf(readDer(found.value), 'keyUsage', true)[0] ?? 0);
}

export interface Name {
  /** DER, compared byte by byte. */
  readonly whole: Bytes;
  readonly text: string;
  readonly commonName: string;
}

export function nameIn(element: Der | undefined, field: string): Name {
  const { whole } = requireTag(element, tags.sequence, field);
  const parts = namesOf(whole);
  const text = [...parts].map(([key, value]) => `${key}=${value}`).join(', ');
  return { whole, text, commonName: parts.get('CN') ?? '' };
}

export function requireNoMore(elements: readonly Der[], field: string): void {
  if (elements.length > 0)
    throw new ParseFault({ field, expected: 'no more elements', found: 'more' });
}

/** Optional elements: each at most once, in this order, and no others. */
export function requireTags(
  elements: readonly Der[],
  allowed: readonly number[],
  field: string,
): void {
  const places = elements.map(({ tag }) => allowed.indexOf(tag));
  if (places.some((place, index) => place <= (places[index - 1] ?? -1))) {
    throw new ParseFault({ field, expected: 'known elements, each once', found: 'another' });
  }
}

/** Reads exactly one certificate. Throws ParseFault. */
export function readCertificate(der: Bytes): Certificate {
  const [body, algorithm, signature, ...behind] = sequenceOf(readDer(der), 'certificate');
  requireNoMore(behind, 'certificate');
  const signed = requireTag(body, tags.sequence, 'certificate').whole;
  const [version, serial, inner, issuer, validity, subject, key, ...rest] = sequenceOf(
    body,
    'certificate',
  );
  requireVersion3(version);
  requireTags(rest, [0x81, 0x82, 0xa3], 'certificate');
  if (!sameAlgorithm(inner, algorithm)) {
    throw new ParseFault({
      field: 'signature algorithm',
      expected: 'the one inside',
      found: 'another',
    });
  }
  const [notBefore, notAfter] = sequenceOf(validity, 'validity');
  const issuerName = nameIn(issuer, 'issuer');
  const subjectName = nameIn(subject, 'subject');
  const publicKey = publicKeyOf(key, 'public key');
  // Issuer and subject unique identifiers ([1], [2]) are obsolete and carry nothing.
  const extensions = readExtensions(rest.find(({ tag }) => tag === 0xa3));
  return {
    der,
    signed,
    signature: bitStringOf(signature, 'signature'),
    algorithm: signatureAlgorithmOf(algorithm, 'signature algorithm'),
    serial: toHex(integerOf(serial, 'serial')),
    issuer: issuerName.whole,
    subject: subjectName.whole,
    issuerText: issuerName.text,
    subjectText: subjectName.text,
    commonName: subjectName.commonName,
    notBefore: timeOf(notBefore, 'notBefore'),
    notAfter: timeOf(notAfter, 'notAfter'),
    key: publicKey,
    keyHash: hashOf(publicKey.spki),
    extensions,
    constraints: constraintsIn(extensions),
    usage: usageIn(extensions),
  };
}

/** RFC 5280 section 4.2.1.3, bits by name. */
const usages = { digitalSignature: 0x80, keyCertSign: 0x04, crlSign: 0x02 } as const;

/** Whether a key may be used so; null if the certificate does not say. */
export function allowsUsage({ usage }: Certificate, wanted: keyof typeof usages): boolean | null {
  return usage === undefined ? null : (usage & usages[wanted]) !== 0;
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
};

function textOf({ tag, content }: Der): string {
  const isText = tag === tags.utf8String || tag === tags.printableString || tag === tags.ia5String;
  try {
    return isText ? fromUtf8(content) : toHex(content);
  } catch {
    return toHex(content);
  }
}

/** Parts of a Name: CN, O, … */
function namesOf(name: Bytes): ReadonlyMap<string, string> {
  return new Map(
    sequenceOf(readDer(name), 'name').flatMap((set) =>
      readDerList(requireTag(set, tags.set, 'name').content).map((pair) => {
        const [oid, value] = sequenceOf(pair, 'name');
        const id = oidOf(oid, 'name');
        return [shortNames[id] ?? id, value === undefined ? '' : textOf(value)] as const;
      }),
    ),
  );
}
