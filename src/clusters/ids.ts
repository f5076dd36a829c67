/**
 * Ids and names of the cloud. Each kind says what is wrong with a text, so that the person reads of their own value and
 * not the whole rule again. They are lenient where the cloud's own rule is not documented: a valid id must never be
 * refused, a slip should be.
 */
import { z } from 'zod'
import { say, type Words } from './words/index.ts'

/** What is wrong with a text of some kind, as the rest of a sentence that begins with the text; undefined: nothing. */
type Kind = (text: string) => Words | undefined

/** What an issue of a schema says beyond "invalid": about which text, and what. About none: a whole sentence. */
export const faultWords = z.object({
  about: z.string().nullable(),
  words: z.custom<Words>((words) => typeof words === 'function'),
})
export type FaultWords = z.infer<typeof faultWords>

/** A subject and what is wrong with it, as a whole sentence. */
export const sentence =
  (about: Words, fault: Words): Words =>
  (of) =>
    of.faults.about(say(about, of), say(fault, of))

/** A text of this kind; each issue carries what is wrong in every language. */
export const textOf = (kind: Kind): z.ZodString =>
  z.string().superRefine((text, context) => {
    const words = kind(text)
    if (words) context.addIssue({ code: 'custom', params: { about: text, words } satisfies FaultWords })
  })

const longest = 128

/** What holds for every id and name: one word, not too long, no marks that belong to lists, links and mentions. */
const word: Kind = (text) => {
  if (text === '') return (of) => of.faults.empty
  if (/\s/u.test(text)) return (of) => of.faults.spaces
  const odd = /[<>"'`“”‘’,，、;；|]/u.exec(text)?.[0]
  if (odd) return (of) => of.faults.odd(odd)
  return [...text].length > longest ? (of) => of.faults.tooLong(longest) : undefined
}

export const anyWord = textOf(word)

/** An id of one shape, in lower case. A slip is offered back corrected: in capitals, or without `before`. */
function shaped(shape: RegExp, looks: Words, before = ''): Kind {
  return (text) => {
    if (shape.test(text)) return undefined
    const lower = text.toLowerCase()
    const meant = [lower, ...(before && text.includes('.') ? [before + lower] : [])].find((one) => shape.test(one))
    return meant ? (of) => of.faults.meant(meant) : (word(text) ?? looks)
  }
}

const ecs = shaped(/^ecs(\.[a-z\d][a-z\d_-]*){2,3}$/, (of) => of.faults.ecsType, 'ecs.')
const ens = shaped(/^ens(\.[a-z\d][a-z\d_-]*){1,3}$/, (of) => of.faults.ensType, 'ens.')

/** `ecs.c5.xlarge`: family and size, in lower case. */
export const ecsType = textOf((text) => (/^ens\./i.test(text) ? (of) => of.faults.ensForEcs : ecs(text)))

/** `ens.sn1.tiny` (docs/platforms/scale-out.md#edge). */
export const ensType = textOf((text) => (/^ecs\./i.test(text) ? (of) => of.faults.ecsForEns : ens(text)))

/** The documents' samples end in asterisks, and are ids as far as anybody can tell. */
export const vswitchId = textOf(shaped(/^vsw-[a-z\d*_-]{1,64}$/, (of) => of.faults.vswitchId))

export const snapshotPolicyId = textOf(shaped(/^sp-[a-z\d*_-]{1,64}$/, (of) => of.faults.snapshotPolicyId))

/** Engines have prefixes of their own (rm-, rr-, pgm-, pgr-, …), and the oldest instances none but `rds`. */
export const rdsId = textOf(shaped(/^(?:[a-z]{2,8}-[a-z\d*]{1,64}|rds[a-z\d*]{5,64})$/, (of) => of.faults.rdsId))

const imageLooks: Words = (of) => of.faults.imageId

/** Custom images are `m-…`; public ones carry the system, its version and a date, joined by underscores. */
export const imageId = textOf((text) =>
  /^m-[\w*-]{1,125}$/.test(text) || /^[A-Za-z\d]+_[\w.-]{1,120}$/.test(text) ? undefined : (word(text) ?? imageLooks),
)

/** Where edge nodes are. */
export const ensRegion = textOf(shaped(/^[a-z]{2}-[a-z\d]+(?:[-_][a-z\d]+)*$/, (of) => of.faults.ensRegion))

/** A `*` would be a wildcard where key pairs are looked up (docs/platforms/reads.md#key-pairs). */
export const keyPairName = textOf((text) => (text.includes('*') ? (of) => of.faults.manyKeyPairs : word(text)))
