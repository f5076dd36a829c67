import type { Vocabulary } from './words/index.ts'

/**
 * Which advice goes with which code: reference/ack-api.md §4.2 and §4.3, and the bot's own codes (jobs/).
 * The first pattern that fits wins; whatever none fits gets the general advice.
 */
const table: readonly (readonly [RegExp, keyof Vocabulary['advice']])[] = [
  [/^PolicyChanged$/, 'policyChanged'],
  [/^TooManyNodes$/, 'tooManyNodes'],
  [/^ValueNotAllowed$/, 'valueNotAllowed'],
  [/^ChannelNotAllowed$/, 'channelNotAllowed'],
  [/^ApprovalChannel$/, 'approvalChannel'],
  [/^RequesterNotListed$/, 'requesterNotListed'],
  [/^RequesterNotMember$/, 'requesterNotMember'],
  [/^CredentialGone$/, 'credentialGone'],
  [/^Unconfirmed$/, 'unconfirmed'],
  [/^DigestMismatch$/, 'digest'],
  [/^SecretLost$/, 'secret'],
  [/^NotRun$/, 'notRun'],
  [/^TurnLost$/, 'turnLost'],
  [/^NotKept$/, 'notKept'],
  [/^cancel+ed$/i, 'canceled'],
  [/^NoCredentials$|^InvalidCredentials$|^InvalidAccessKeyId|^SignatureDoesNotMatch/, 'credentials'],
  [/^InvalidTimeStamp/, 'clock'],
  [/Throttling|^ECONN|^ENOTFOUND|^EAI_/, 'throttled'],
  [/RiskControl|PayMethod|Balance/, 'balance'],
  [/^APISERVER_403$|^ForbiddenQueryClusterNamespace$/, 'rbac'],
  [/^StatusForbidden$|^Forbidden|^NoPermission$|^ErrorCheckAcl$/, 'forbidden'],
  [/ClusterNotFound|^ErrorQueryCluster$/, 'clusterNotFound'],
  [/^ErrorClusterState$/, 'clusterState'],
  [/^InvalidApi\.NotFound$|^UnsupportedHTTPMethod$/, 'withdrawn'],
  [/NoStock|NoInstanceStock/, 'stock'],
  [/IpNotEnough/, 'addresses'],
  [/DiskCategory/, 'disk'],
  [/^Quota/, 'quota'],
  [/^MissingParameter|^InvalidParameter|^InvalidResourceType/, 'parameter'],
]

/** What a person does about a failure, in a sentence or two. */
export function adviceFor(code: string, words: Vocabulary): string {
  const key = table.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'
  return words.advice[key]
}
