import type { Reason } from '../src/scaleout/record.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import type { Vocabulary } from './words/index.ts'

type Key = keyof Vocabulary['advice']

/** The bot's own codes (src/jobs, src/cloud). */
const own = new Map<string, Key>(
  Object.entries({
    PolicyChanged: 'policyChanged',
    TooManyNodes: 'tooManyNodes',
    ValueNotAllowed: 'valueNotAllowed',
    ChannelNotAllowed: 'channelNotAllowed',
    ApprovalChannel: 'approvalChannel',
    RequesterNotListed: 'requesterNotListed',
    RequesterNotMember: 'requesterNotMember',
    CredentialGone: 'credentialGone',
    Unconfirmed: 'unconfirmed',
    DigestMismatch: 'digest',
    SecretLost: 'secret',
    NotRun: 'notRun',
    TurnLost: 'turnLost',
    NotKept: 'notKept',
    NoCredentials: 'credentials',
    NotReached: 'throttled',
  } as const),
)

/**
 * Which advice goes with which code of the cloud: docs/platforms/ack.md#error-codes and
 * docs/platforms/ack.md#late-causes. The first pattern that fits wins; whatever none fits gets the general advice.
 */
const table: readonly (readonly [RegExp, Key])[] = [
  [/^cancel+ed$/i, 'canceled'],
  [
    /^InvalidCredentials$|^InvalidAccessKeyId|^SignatureDoesNotMatch$|^IncompleteSignature$|^(Invalid|Missing)SecurityToken|AccessKeyDisabled$/,
    'credentials',
  ],
  [/^InvalidTimeStamp|^IllegalTimestamp$/, 'clock'],
  [/Throttling|^ECONN|^ENOTFOUND|^EAI_/, 'throttled'],
  [/RiskControl|PayMethod|NotEnoughBalance|InsufficientBalance/, 'balance'],
  [/^APISERVER_403$|^ForbiddenQueryClusterNamespace$/, 'rbac'],
  [/^EntityNotExist\.|RoleNotAttach$/, 'role'],
  [/^StatusForbidden$|^Forbidden|^NoPermission$|^ErrorCheckAcl$/, 'forbidden'],
  [/ClusterNotFound|^ErrorQueryCluster$/, 'clusterNotFound'],
  [/^ErrorClusterState$/, 'clusterState'],
  [/^InvalidApi\.NotFound$|^UnsupportedHTTPMethod$/, 'withdrawn'],
  [/NoStock|NoInstanceStock/, 'stock'],
  [/^Zone\.NotOnSale$|^ZoneNotSupported/, 'zone'],
  [/IpNotEnough/, 'addresses'],
  [/DiskCategory|CloudSSDNotSupported/, 'disk'],
  [/^Quota/, 'quota'],
  [/^InvalidPassword/, 'password'],
  [/^InvalidKeyPair/, 'keyPair'],
  [/^OperationDenied/, 'denied'],
  [/^MissingParameter|^InvalidParameter|^InvalidResourceType/, 'parameter'],
]

/** Longer words are no codes, and what stands further back is not looked at. */
const longest = { code: 100, message: 2000 } as const

/**
 * What a person does about a failure, in a sentence or two. The code may stand only in the message
 * (docs/platforms/ack.md#error-bodies).
 * `executed`: the call may have been; where it was not, nothing was bought, and there is nothing to look for.
 */
export function adviceFor(
  why: Pick<Reason, 'code' | 'message'>,
  executed: boolean,
  { order, type }: Called,
  words: Vocabulary,
): string {
  const key = own.get(why.code) ?? keyOf(why.code) ?? keyWithin(why.message) ?? (executed ? 'other' : 'refused')
  if (key === 'forbidden') return words.advice.forbidden(type.permissions)
  return key === 'withdrawn' ? words.advice.withdrawn(order.action) : words.advice[key]
}

/** The call that failed: some advice names it, or the permissions that it takes. */
export type Called = {
  readonly order: Pick<Summary['order'], 'action'>
  readonly type: Pick<Summary['type'], 'permissions'>
}

const keyOf = (code: string): Key | undefined => {
  const start = code.slice(0, longest.code)
  return table.find(([pattern]) => pattern.test(start))?.[1]
}

const keyWithin = (message: string): Key | undefined =>
  (message.slice(0, longest.message).match(/\w+(?:\.\w+)*/g) ?? []).filter(isCode).map(keyOf).find(Boolean)

/** `OperationDenied`, `Zone.NotOnSale`: no word of a sentence has a dot or a second capital within. */
const isCode = (word: string): boolean =>
  word.length <= longest.code && /^[A-Z]/.test(word) && (word.includes('.') || /[a-z][A-Z]/.test(word))

/** What went wrong, in the reader's language where the bot itself says it, else in the cloud's words. */
export function sentenceOf({ code, message }: Pick<Reason, 'code' | 'message'>, words: Vocabulary): string {
  const cause: string | undefined = Object.entries(words.cause).find(([key]) => key === code)?.[1]
  if (cause === undefined) return message
  return words.causeIs(cause, /\(([A-Z][A-Z0-9_]{1,40})\)\.$/.exec(message.slice(-60))?.[1] ?? '')
}
