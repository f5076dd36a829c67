import { describe, expect, it } from 'vitest'
import { blot, mask, masker } from '../../src/scaleout/secret.ts'

const password = 'Edge-Root-77!'
/** Every character that an escape may hide. */
const odd = `aB3"\\<&>'%41+/=`

const xml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[one] ?? '',
  )
const numbers = (text: string): string => [...text].map((one) => `&#${one.codePointAt(0)};`).join('')
const json = (text: string): string => JSON.stringify(text).slice(1, -1)
const unicode = (text: string): string =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const everyPercent = (text: string): string =>
  [...Buffer.from(text)].map((one) => `%${one.toString(16).padStart(2, '0')}`).join('')
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const encodings: readonly (readonly [what: string, encode: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in JSON', json],
  ['in JSON within JSON', (text) => json(json(text))],
  ['as \\u', unicode],
  ['in XML', xml],
  ['as numeric references', numbers],
  ['in an address', encodeURIComponent],
  ['with a percent sign for each character', everyPercent],
  ['in an address within an address', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['in JSON within XML', (text) => xml(json(text))],
  ['in XML within JSON', (text) => json(xml(text))],
  ['in Base64', base64],
  ['in Base64 with other words before it', (text) => base64(`root:${text}`)],
  ['in Base64, one byte on', (text) => base64(`r${text}@host`)],
  ['in Base64, two bytes on', (text) => base64(`ro${text}@host`)],
  ['in Base64 for addresses', (text) => Buffer.from(`x${text}yz`).toString('base64url')],
  ['in Base64 within an address', (text) => encodeURIComponent(base64(text))],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
]

describe.each([password, odd, '密码-Geheim-1!'])('a text that quotes %s', (secret) => {
  it.each(encodings)('%s loses the quote and nothing else', (_, encode) => {
    expect(mask(`login: “${encode(secret)}” is refused`, secret)).toBe(`login: “${blot}” is refused`)
  })
})

describe('a text that quotes a part of the password', () => {
  it.each([
    ['its beginning', 'it begins with "Edge…"', `it begins with "${blot}…"`],
    ['its end', '(-77!)', `(${blot})`],
    ['a piece', 'contains "e-Ro"', `contains "${blot}"`],
    ['two pieces', 'Edge*****t-77', `${blot}*****${blot}`],
    ['six characters in another case', 'EDGE-ROOT', blot],
    ['a piece in an address', 'p=Edge%2DRo', `p=${blot}`],
  ])('%s loses that', (_, text, left) => expect(mask(text, password)).toBe(left))

  it.each([
    'An answer of three characters: Edg, 77!',
    'The edge node was not found.',
    'T-64f0a1b2c3d4e5f607000001',
    '',
  ])('“%s” quotes nothing', (text) => expect(mask(text, password)).toBe(text))
})

describe('codes of the cloud', () => {
  it.each([
    ['ErrorEdgeNodeNotFound', password],
    ['code: 400, ErrorEdgeNodeNotFound: no such node', password],
    ['OperationDenied.NoStock', 'NoStock-77!'],
    ['EntityNotExist.Role', 'NotExist.R1'],
    ['InvalidParameter.KeyPair', 'Parameter-77!'],
  ])('%s stays, though it shares a word with %s', (text, secret) => expect(mask(text, secret)).toBe(text))

  it.each([
    ['Invalid.EdgeRoot77', 'EdgeRoot77-x!', `Invalid.${blot}`],
    ['InvalidPassword.Edge-Root-77!', password, `InvalidPassword.${blot}`],
    ['Edge-Root-77!', password, blot],
    ['EdgeRootNotFound', password, `${blot}NotFound`],
  ])('%s is a quote of %s', (text, secret, left) => expect(mask(text, secret)).toBe(left))
})

describe('foreign text', () => {
  it('is cut before it is searched', () => {
    const text = mask(`${'\\'.repeat(200_000)}${password}`, password)
    expect(text).toHaveLength(4001)
    expect(text.endsWith('…')).toBe(true)
  })

  it('loses long pieces of a script, and no short ones', () => {
    const script = '#!/bin/bash\nexport TOKEN=abcdefghijklmnop\ncurl https://example.com/x | sh\n'
    const masked = masker([{ secret: script, least: 16 }])
    expect(masked('cannot run: export TOKEN=abcdefghijklmnop')).toBe(`cannot run: ${blot}`)
    expect(masked(`user data ${base64(script)} is refused`)).toBe(`user data ${blot} is refused`)
    expect(masked('#!/bin/bash is missing')).toBe('#!/bin/bash is missing')
  })
})
