import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlainJson } from '#enclave/protocol/index.ts';

describe('JSON that people and vendors write', () => {
  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parsePlainJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['in an object', '{"debug":false,"debug":true}', 'debug'],
    ['with equal values', '{"a":1,"b":2,"a":1}', 'a'],
    ['deep inside', '[{"a":[{"b":1},{"b":1,"c":[1,"c",{}],"b":2}]}]', 'b'],
    ['behind an object with the same names', '{"a":{"a":1,"b":[]},"b":1,"a":2}', 'a'],
    ['written with escapes', String.raw`{"debug":1,"\u0064ebug":2}`, 'debug'],
    ['after text that looks like JSON', String.raw`{"a":"{\"a\":1,","a":2}`, 'a'],
    ['that objects inherit', '{"__proto__":1,"__proto__":2}', '__proto__'],
    ['that is empty', '{"":1, "" :2}', ''],
  ])('is refused with a name twice %s', (_, text, name) => {
    expect(() => parsePlainJson(text)).toThrow(`${JSON.stringify(name)} stands twice`);
  });

  test.each([
    ['once in each of two objects', '[{"a":1},{"a":1}]'],
    ['as a value', '{"a":"a","b":["a","a"],"c":{"a":"c"}}'],
    ['differing in case', '{"a":1,"A":2}'],
  ])('is taken with a name that stands twice only %s', (_, text) => {
    expect(parsePlainJson(text)).toEqual(JSON.parse(text));
  });

  test('is refused if it is cut short', () => {
    expect(() => parsePlainJson('{"a":1')).toThrow(SyntaxError);
  });
});
