import { relayedCode } from './text.ts'

type Family = { readonly statuses: readonly number[]; readonly codes: RegExp }

/**
 * The answers that are certain not to have been executed (docs/platforms/ack.md#error-codes,
 * docs/platforms/ack.md#paid-calls): the gateway or CS says that it did not take the order. Whatever stands nowhere
 * here is not certain, however much it sounds like a refusal.
 * `SignatureNonceUsed` is missing: where something between sent the same bytes twice, the first ones may have been executed.
 */
const refusals: readonly Family[] = [
  // The signature, the key or the clock: seen by the gateway before anything else.
  {
    statuses: [400, 401, 403, 404],
    codes:
      /^(InvalidAccessKeyId(\.(NotFound|Inactive))?|SignatureDoesNotMatch|IncompleteSignature|InvalidTimeStamp\.(Expired|Format)|IllegalTimestamp|InvalidSecurityToken(\.\w+)?|MissingSecurityToken|Forbidden\.AccessKeyDisabled)$/,
  },
  // RAM, and the roles that CS needs in the account.
  {
    statuses: [400, 401, 403],
    codes:
      /^(StatusForbidden|Forbidden(\.RAM|\.NoPermission)?|NoPermission|ErrorCheckAcl|EntityNotExist\.\w+|ErrManagedAddonRoleNotAttach)$/,
  },
  { statuses: [403], codes: /^(APISERVER_403|ForbiddenQueryClusterNamespace)$/ },
  {
    statuses: [400, 402, 403],
    codes: /^(Forbidden\.RiskControl|InvalidPayMethod|InvalidAccountStatus\.NotEnoughBalance|InsufficientBalance)$/,
  },
  {
    statuses: [400, 403, 404],
    codes: /^(ErrorClusterNotFound|ClusterNotFound|ErrorNodePoolNotFound|ErrorQueryCluster)$/,
  },
  { statuses: [400, 403], codes: /^ErrorClusterState$/ },
  { statuses: [400, 404, 405], codes: /^(InvalidApi\.NotFound|InvalidAction\.NotFound|UnsupportedHTTPMethod)$/ },
  // A value: CS itself, or an API that it asked about the value.
  {
    statuses: [400, 403, 404],
    codes:
      /^((Missing|Invalid)Parameter(\.\w+){0,3}|Invalid(Password|KeyPair|KeyPairName|VSwitchId|InstanceType|ImageId|SystemDiskCategory|SystemDiskSize|DataDiskCategory|DiskCategory|ResourceType)(\.\w+){0,2})$/,
  },
  { statuses: [400, 403], codes: /^(QuotaExceeded|QuotaExceed)(\.\w+){0,2}$/ },
  // Stock and zones, named at once: instances are only made within a task, and this answer says that there is none.
  {
    statuses: [400, 403],
    codes: /^(OperationDenied(\.NoStock|\.CloudSSDNotSupported)?|NoInstanceStock|Zone\.NotOnSale)$/,
  },
]

/**
 * Whether an answer of this status and code certainly stands for an order that was not executed. `code`: as the server
 * gave it. CS also answers 400 with the code `400`, and relays in the message what an API answered that it had asked while
 * it checked the order (docs/platforms/ack.md#error-bodies): such a message counts where it is nothing but that, with
 * one code. A code that a sentence merely mentions may be told of something that was half done, and does not.
 */
export function isRefusal(status: number, code: string, message: string): boolean {
  if (refusals.some(({ statuses, codes }) => statuses.includes(status) && codes.test(code))) return true
  if (status !== 400 || code !== '400') return false
  const relayed = relayedCode(message)
  return relayed !== undefined && refusals.some(({ codes }) => codes.test(relayed))
}

/**
 * Codes of the gateway itself: nothing behind it was reached. A code that only contains the word may be relayed
 * (docs/platforms/ack.md#paid-calls).
 */
const throttled = /^(Throttling(\.\w+)*|Rejected\.Throttling)$/

export const isThrottled = (status: number, code: string): boolean =>
  (status === 400 || status === 429) && throttled.test(code)

/** How deep a wrapper may hide the error of the transport. */
const deepest = 5

/**
 * Whether an error proves that nothing left this machine: it is our own transport's, from looking the host up or from
 * connecting, at every address that was tried. Nothing that a server wrote proves that, whatever it calls itself, and nor
 * does a host that cannot be reached any more: an open connection can end that way, too.
 */
export function neverLeft(error: unknown): boolean {
  for (let [at, depth] = [error, 0]; at instanceof Error && depth < deepest; [at, depth] = [at.cause, depth + 1]) {
    if ('statusCode' in at || 'data' in at) return false
    if (at instanceof AggregateError) return at.errors.length > 0 && at.errors.every(neverLeft)
    if ('syscall' in at) return at.syscall === 'connect' || at.syscall === 'getaddrinfo'
  }
  return false
}
