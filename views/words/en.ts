import { en as fields } from '../../src/clusters/words/en.ts'

/** Every string that a person reads, in English; the other languages have the same shape. Mentions and dates come ready for mrkdwn. */
export const en = {
  /** As the policy file and records name the language, and as the locale of whoever reads it begins. */
  code: fields.code,
  /** How times are written. */
  locale: 'en-GB',
  /** What the fields of a cluster type say of themselves. */
  fields,

  yes: 'Yes',
  no: 'No',
  comma: ', ',
  semicolon: '; ',
  /** Between the values of a list, where `and` would be one too many. */
  listed: ', ',
  /** A name and its value, within a list of them. */
  pair: (label: string, value: string) => `${label} ${value}`,
  nodes: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  and: (items: readonly string[]) =>
    items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`,
  /** Why a rule of approval is not the usual one; each condition says its part in its own words (scaleout/rules.ts). */
  because: (conditions: string) => `This rule applies because ${conditions}.`,
  /** One sentence after the other. */
  sentences: (first: string, second: string) => `${first} ${second}`,
  more: (count: number) => `… and ${count} more`,
  moreNodes: (count: number) => (count === 1 ? '1 more node' : `${count} more nodes`),
  /** A stretch of time in ms. */
  span: (ms: number) => {
    const minutes = Math.round(ms / 60_000)
    if (minutes >= 120) return `${Math.round(minutes / 60)} hours`
    if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} s`
    return minutes === 1 ? '1 minute' : `${minutes} minutes`
  },

  form: {
    title: 'Add nodes',
    send: 'Request',
    close: 'Close',
    opening: 'Checking which clusters you can scale …',
    cluster: 'Cluster',
    chooseCluster: 'Choose a cluster',
    noClusterYet: 'Choose a cluster to see what it needs.',
    intro: (type: string, region: string) => `${type} · ${region}`,
    reason: 'Reason',
    reasonHint: 'Approvers decide by it: what is slow, which incident, how long the nodes are needed.',
    credential: 'Named credential',
    credentialHint: 'A login password from the bot’s configuration; nobody has to type it.',
    showAdvanced: 'Show advanced parameters',
    advanced: 'Advanced parameters',
    addDisk: 'Add a data disk',
    removeDisk: 'Remove',
    disk: (number: number) => `Data disk ${number}`,
    choose: 'Choose',
    /** In menus whose choices come from the cloud: 75 characters at most. */
    source: {
      typed: 'As typed.',
      late: 'The list is still loading. Type the value, or try again in a moment.',
      typedLate: 'As typed: the list is still loading.',
      failed: (code: string) => `Type the value: the list cannot be read (${code}).`,
      typedFailed: (code: string) => `As typed: the list cannot be read (${code}).`,
      more: (count: number) => `… and ${count} more: type a part of the name.`,
    },
    approval: (quorum: number, approvers: string) => `Approvals needed: ${quorum}, from ${approvers}.`,
  },

  refusal: {
    guest: 'Only full members of this workspace can do this; you are a guest here.',
    bot: 'Only people can do this.',
    stranger: 'Only members of this workspace can do this; you are here from another one.',
    deactivated: 'This account is deactivated.',
    unplaced:
      'Slack does not say whether you belong to this workspace, so you cannot do this here. Tell whoever runs this bot.',
    requester: 'Your vote on your own request does not count. To withdraw it, press “Cancel request” on the card.',
    too_late: 'It is too late: the call has been made, so this changes nothing.',
    not_listed: 'This is for the approvers named on the card. You are not among them, so it does not count.',
    unverified:
      'I could not check with Slack whether you may do this, so it does not count yet. Try again in a moment.',
  },

  vote: {
    takenBackLate: (id: string) =>
      `It is too late to take your approval back: the call for ${id} has been made, so this stops nothing. The card says that you took it back.`,
    takenBackOnTheWay: (id: string) =>
      `The call for ${id} is on its way, so taking your approval back stops it only if Alibaba Cloud does not take the call. The card says what comes of it.`,
    staysDeclined: (id: string) =>
      `${id} stays declined: taking that back does not reopen it. Whoever needs the nodes can ask again with /scaleout.`,
    declined: (id: string, person: string) =>
      `${id} was declined by ${person}, so it cannot be approved any more. Whoever needs the nodes can ask again with /scaleout.`,
    expired: (id: string) =>
      `${id} has expired, so it cannot be approved any more. Whoever needs the nodes can ask again with /scaleout.`,
    cancelled: (id: string) =>
      `${id} was cancelled, so it cannot be approved any more. Whoever needs the nodes can ask again with /scaleout.`,
    failed: (id: string) =>
      `${id} has failed, so approving it changes nothing. Whoever needs the nodes can ask again with /scaleout.`,
    elsewhere: (id: string, channel: string) =>
      `A reaction to this message does not count. ${id} is decided on its card in ${channel}: react there.`,
  },

  submit: {
    unknownCluster: (name: string) =>
      `There is no cluster ${name} that you can use here. Type /scaleout to choose from a list.`,
    didYouMean: (name: string, meant: string) =>
      `There is no cluster ${name} that you can use here; did you mean ${meant}? Type /scaleout ${meant}.`,
    notHere: 'This cluster may not be scaled from this channel.',
    nothingHere:
      'There is no cluster that you can scale from this channel. Try the cluster’s own channel, or ask whoever runs this bot.',
    notYou: 'You are not among the people who may scale this cluster.',
    tooMany: (most: number) =>
      `At most ${most === 1 ? '1 node' : `${most} nodes`} per request. Ask for fewer, or split the request.`,
    userLimit: (count: number, at: string) =>
      `You have reached your limit of ${count === 1 ? '1 request' : `${count} requests`}. You can ask again from ${at}.`,
    clusterLimit: (count: number, at: string) =>
      `This cluster has reached its limit of ${count === 1 ? '1 request' : `${count} requests`}. You can ask again from ${at}.`,
    noChannel: (channel: string) =>
      `I am not in ${channel}, where this would be approved. Invite me there with /invite, then press Request again.`,
    sharedChannel: (channel: string) =>
      `${channel} is shared with another organization, so nothing can be approved there. Ask in another channel, or tell whoever runs this bot.`,
    directMessage: 'There is nobody to approve it in a direct message. Ask in a channel.',
    unseenChannel: (channel: string) =>
      `I am not in ${channel}, where this would be approved, or its id has changed. Invite me there with /invite, or tell whoever runs this bot.`,
    archivedChannel: (channel: string) =>
      `${channel}, where this would be approved, is archived. Tell whoever runs this bot to name another channel.`,
    groupMessage: 'Nothing can be approved in a group message. Ask in a channel.',
    unreadableChannel: (channel: string, scope: string) =>
      `I may not look at ${channel}: the Slack app lacks the scope ${scope}. Tell whoever runs this bot to reinstall the app; until then ask in another kind of channel.`,
    requestersUnread:
      'You may be among the people who can scale this cluster, but I cannot read their list. Tell whoever runs this bot; trying again does not help.',
    unreachable: (id: string, quorum: number, faults: string) =>
      `${id} cannot be approved as things are: it needs ${quorum === 1 ? '1 approval' : `${quorum} approvals`}, and fewer people than that may approve it${faults === '' ? '' : ` (${faults})`}. Tell whoever runs this bot.`,
    unverified: 'I could not check this with Slack just now. Nothing was sent; press Request again.',
    noTyped: 'Passwords cannot be typed here: this bot has no encryption key. Use a key pair.',
    alreadySent: (id: string) =>
      `${id} was already made from this form, with other values, and stands as it is. To change it, cancel it with /scaleout cancel ${id} and ask again.`,
    unknownCredential: 'Choose one of the named credentials.',
    fieldMoved: 'This choice needs more fields. Choose it again to show them.',
    broken:
      'Something went wrong here, and nothing was sent. Press Request again; if it happens once more, tell whoever runs this bot.',
  },

  card: {
    title: (id: string, moreNodes: string, cluster: string) => `${id}: ${moreNodes} for ${cluster}`,
    asks: (person: string) => `${person} asks:`,
    said: (asks: string, reason: string) => `${asks} ${reason}`,
    noReason: 'no reason given',
    clusterRow: 'Cluster',
    byDefault: (value: string) => `${value} (by default)`,
    row: (label: string, value: string) => `*${label}*: ${value}`,
    unlike: 'Different from this cluster’s defaults:',
    lookAt: 'Worth a look first:',
    unlikeShort: (labels: string) => `Look at ${labels} first.`,
    nothing: 'none',
    usually: (value: string, usual: string) => `${value} (default: ${usual})`,
    notSent: 'not sent',
    warned: (row: string, warning: string) => `${row}. ${warning}`,
    many: (count: number, values: string) => (count === 1 ? values : `${count} entries: ${values}`),
    scriptGoesOn: 'The script goes on: read it whole under “All parameters”.',
    script: (bytes: number, lines: number) =>
      `script, ${bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KiB`}, ${lines === 1 ? '1 line' : `${lines} lines`}`,
    login: 'Login',
    sealedPassword: 'password (hidden)',
    namedPassword: (name: string) => `credential ${name} (hidden)`,
    rule: (quorum: number, approvers: string, yes: string, no: string, date: string) =>
      `Approvals needed: ${quorum}, from ${approvers}. React ${yes} to approve, ${no} to decline. Without approval it expires ${date}.`,
    decided: (no: string, date: string) =>
      `Approved: until the call is made, approvals can be taken back, and ${no} declines it. Without the call it expires ${date}.`,
    noApprovers: 'No approvers are configured, so nobody can approve this. Tell whoever runs this bot.',
    unreachable: (quorum: number) =>
      `As things are, fewer than ${quorum === 1 ? '1 person' : `${quorum} people`} may approve this. Tell whoever runs this bot.`,
    tally: (yes: string, got: number, quorum: number, people: string) =>
      `${yes} *${got} of ${quorum}*${people === '' ? '' : `: ${people}`}`,
    takenBack: (people: string) => `Taken back afterwards: ${people}`,
    digest: (digest: string) => `Digest \`${digest}\`: exactly this call, executed at most once.`,
    details: 'All parameters',
    cancel: 'Cancel request',
    cancelTitle: (id: string) => `Cancel ${id}?`,
    cancelText: 'Nothing is bought. Whoever needs the nodes can ask again.',
    cancelYes: 'Cancel it',
    cancelNo: 'Keep it',
  },

  /** What is wrong with those whom a rule names as approvers. */
  doubts: {
    person_unknown: (who: string) => `${who} is nobody here`,
    person_deactivated: (who: string) => `${who} is deactivated`,
    person_guest: (who: string) => `${who} is a guest`,
    person_bot: (who: string) => `${who} is a bot`,
    person_stranger: (who: string) => `${who} belongs to another workspace`,
    person_unplaced: (who: string) => `Slack does not say where ${who} belongs`,
    group_unknown: (who: string) => `there is no group ${who}`,
    group_disabled: (who: string) => `${who} is disabled`,
    group_empty: (who: string) => `${who} has no members`,
    group_unreadable: (who: string) => `I may not read who is in ${who}`,
    other: (who: string) => `${who} cannot approve`,
    /** Why a rule of approval is not the usual one; each condition says its part in its own words (scaleout/rules.ts). */
    because: (conditions: string) => `This rule applies because ${conditions}.`,
    more: (count: number) => (count === 1 ? 'one more cannot approve either' : `${count} more cannot approve either`),
    sentence: (faults: string) => `Not everybody named here can approve: ${faults}.`,
  },

  state: {
    awaiting: 'Waiting for approval',
    approved: (people: string) => `Approved by ${people}`,
    inLine: (ahead: number) =>
      ahead === 1
        ? 'queued: one request for this cluster is ahead'
        : `queued: ${ahead} requests for this cluster are ahead`,
    requeued: (code: string, date: string) =>
      `Alibaba Cloud did not take the call (${code}); nothing was bought, next try ${date}`,
    calling: 'Calling Alibaba Cloud',
    unknown: 'No clear answer from Alibaba Cloud; checking whether it ran',
    asked: 'Unclear whether it ran: someone has to check, see the thread',
    running: (task: string) => `Running: task ${task}`,
    nodesComing: (task: string) => `Task ${task} has ended; waiting for its nodes to become Ready`,
    overdue: (task: string) => `Still running: task ${task}`,
    succeeded: (nodes: string) => `Done: ${nodes} ready`,
    partial: (ready: number, wanted: number) =>
      `Partly done: ${ready} of ${wanted} ${wanted === 1 ? 'node' : 'nodes'} ready`,
    failed: (code: string) => `Failed: ${code}`,
    notRun: (person: string) => `Did not run, says ${person}`,
    unsettled: (date: string) =>
      `My database may have lost something, so the call waits until that is ruled out; next try ${date}`,
    unverified: (date: string) =>
      `Slack does not confirm the approvers, the requester or the channel just now; next try ${date}`,
    rejected: (person: string) => `Declined by ${person}`,
    expired: 'Expired without approval',
    expiredInLine: 'Approved, but expired while waiting for the cluster',
    cancelled: (person: string) => `Cancelled by ${person}`,
    cardDeleted: 'Cancelled: its card can no longer be reached',
    unreachable: 'Cancelled: I could not post in the approval channel',
    askedDirectly: (person: string) => `Unclear whether it ran: someone has to check; ${person} was asked directly`,
    noReplies: (person: string) => `Slack takes no replies here, so I tell ${person} directly what comes of it`,
  },

  progress: {
    title: (id: string, task: string) => `${id}: task ${task}`,
    approvedBy: (people: string) => `Approved by ${people}`,
    accepted: (task: string) => `Alibaba Cloud accepted it: task ${task}`,
    step: (number: number) => `Step ${number}`,
    with: (step: string, message: string) => `${step}: ${message}`,
    nodesReady: (ready: number, wanted: number) => `Nodes ready: ${ready} of ${wanted}`,
    nodesComing: (ready: number, wanted: number) =>
      `Waiting for ${wanted === 1 ? '1 node' : `${wanted} nodes`} to become Ready${ready === 0 ? '' : `; so far ${ready}`}`,
    waiting: 'Waiting for the first report',
    unreadable: (times: number) => `Reading from Alibaba Cloud failed at least ${times} times in a row; still trying`,
    odd: (state: string) => `The task says “${state}”, which I do not know; still looking`,
  },

  thread: {
    waiting: (id: string, ahead: number) =>
      ahead === 0
        ? `${id} had to wait for this cluster; it no longer does.`
        : `${id} is queued: ${ahead === 1 ? 'one request' : `${ahead} requests`} for this cluster ${ahead === 1 ? 'is' : 'are'} ahead of it. It runs automatically when its turn comes; until then, approvals can be taken back.`,
    unqueued: (id: string) => `${id} was queued for this cluster; it has to be approved again first.`,
    takenBack: (person: string, by: string, id: string) => `${person}: ${by} took back the approval of ${id}.`,
    lapsed: (person: string, by: string, id: string) =>
      `${person}: the approval of ${id} by ${by} no longer counts, as Slack does not confirm that they may approve.`,
    waitsAgain: (date: string) => `It waits for approval again; without it, it expires ${date}.`,
    approvedAgain: 'It has been approved again since.',
    looking: (why: string) =>
      `There was no clear answer to the call (${why}). It may have run, so it is not sent again. I am checking the cluster’s tasks; this takes about two minutes.`,
    lookingBack:
      'My database may have lost that this call was made, so it is not sent now. I am checking the cluster’s tasks; this takes about two minutes.',
    askBack: (person: string) =>
      `${person} and approvers: my database may have lost that this call was made, and I cannot tell whether it ran. It is not sent again. Look at this cluster’s tasks in the ACK console, then press a button below.`,
    ask: (person: string, why: string) =>
      `${person} and approvers: I cannot tell whether this call ran (${why}). It is not sent again. Look at this cluster’s tasks in the ACK console, then press a button below.`,
    notFound: 'The cluster’s tasks did not settle it. Please answer the question below.',
    theCall: (id: string, nodes: string, cluster: string, people: string, at: string) =>
      `The call: ${id}, ${nodes} for ${cluster}, approved by ${people}, made ${at}.`,
    candidates: (tasks: string) => `Tasks that could be it: ${tasks}.`,
    unread: 'I could not read the tasks of this cluster.',
    noCandidates: 'I found no task that fits. That does not prove that it did not run.',
    unexplained: (nodes: string) => `New instances since the call: ${nodes}. They may come from something else.`,
    ran: 'It ran, as task …',
    notRun: 'It did not run',
    notRunTitle: 'Did it really not run?',
    notRunText: 'The request ends here, and nothing is sent. If it did run after all, its nodes are being paid for.',
    notRunYes: 'It did not run',
    notRunNo: 'Go back',
    resolvedRan: (task: string) =>
      `There was no clear answer to the call. It ran, as task ${task}; nothing was sent again.`,
    resolvedNotRun: (person: string) =>
      `${person} found that it did not run. The request ends here; nothing more is sent.`,
    overdue: (person: string, task: string, span: string) =>
      `${person}: task ${task} is still running after ${span}. That is not a failure; I look less often now and say here when it ends.`,
    overdueNodes: (person: string, task: string, span: string) =>
      `${person}: task ${task} has ended, but after ${span} its nodes cannot be read or are not all Ready. I look less often now and say here when that changes.`,
    succeeded: (person: string, nodes: string, cluster: string, span: string) =>
      `${person}: ${nodes} ready in ${cluster} after ${span}.`,
    partial: (person: string, ready: number, wanted: number, cluster: string) =>
      `${person}: only ${ready} of ${wanted} ${wanted === 1 ? 'node' : 'nodes'} ready in ${cluster}.`,
    came: 'Ready',
    missing: 'Not ready',
    neverSeen: (count: number) =>
      `Not seen: ${count === 1 ? '1 node' : `${count} nodes`}. Check the node list in the ACK console.`,
    failed: (person: string, id: string) => `${person}: ${id} failed.`,
    failedUnbought: (person: string, id: string) => `${person}: ${id} failed. Nothing was bought.`,
    failedTask: (person: string, id: string) => `${person}: the task of ${id} failed. Instances may have been created.`,
    noNodes: 'I saw no new node become ready.',
    whatToDo: (advice: string) => `What to do: ${advice}`,
    rejected: (person: string, by: string) => `${person}: ${by} declined it. Nothing was bought.`,
    expired: (person: string) =>
      `${person}: it was not approved in time, so it expired. Nothing was bought; you can ask again with /scaleout.`,
    cancelled: (person: string, by: string) => `${person}: ${by} cancelled it. Nothing was bought.`,
    waitedTooLong: (person: string) =>
      `${person}: it was approved, but waited for the cluster for so long that the approval has expired. Nothing was bought; you can ask again with /scaleout.`,
    cardDeleted: (person: string, id: string) =>
      `${person}: I can no longer reach the card of ${id} (deleted, or I am not in its channel any more), so it was cancelled. Nothing was bought; you can ask again with /scaleout.`,
    cardUnreachable: (person: string, id: string, channel: string, why: string) =>
      `${person}: I can no longer reach the card of ${id} in ${channel}, so it was cancelled. Nothing was bought. ${why}`,
    unreachable: (person: string, id: string, channel: string, why: string) =>
      `${person}: I could not post ${id} in ${channel}, so it was cancelled. Nothing was bought. ${why}`,
    neverPosted: (id: string, channel: string, why: string) => `I could not post ${id} in ${channel}. ${why}`,
    moved: (person: string, id: string, channel: string) =>
      `${person}: I can no longer reach the card of ${id} in ${channel}. Its call has been made, so it goes on; I say here what comes of it.`,
    delayed: (person: string, id: string, channel: string, why: string) =>
      `${person}: I could not post ${id} in ${channel} yet, so nobody can approve it. I keep trying until it expires. ${why}`,
    delayedOver: (id: string, channel: string) => `${id} could not be posted for a while; now it stands in ${channel}.`,
    delayedInVain: (id: string, channel: string) => `${id} could not be posted in ${channel}.`,
    notOver: (id: string) =>
      `What stood here is no longer true: the call for ${id} had been made. What comes of it stands below.`,
    requestId: (id: string) => `Request ID ${id}`,
    status: (status: number, code: string) => `HTTP ${status}, ${code}`,
    coded: (code: string, sentence: string) => `${code}: ${sentence}`,
    saidWith: (said: string, requestId: string) => `${said} (${requestId})`,
    answered: (what: string) => `What is known: ${what}`,
  },

  /** Why Slack took no message; `says` is its own word. */
  slack: {
    says: (word: string) => `Slack says: \`${word}\`.`,
    silent: 'Slack gave no clear answer.',
    archived: 'The channel is archived: ask again where another channel approves, or have it unarchived.',
    notIn: 'Invite me there with /invite, then ask again.',
    noPosting: 'Not everybody may post there: ask a manager of the channel to let me, then ask again.',
    other: 'Tell whoever runs this bot.',
  },

  short: {
    card: 'Slack did not take the whole card. Look at “All parameters” before you decide.',
    other: (id: string) => `Slack did not take the whole message. Type \`/scaleout status ${id}\` for more.`,
  },

  notice: {
    asked: (id: string, person: string, nodes: string, cluster: string, channel: string) =>
      `*${id}*: ${person} asked for ${nodes} for ${cluster}. Approval is in ${channel}.`,
  },

  /** What the bot itself says of a call, without a full stop; what the cloud says stays in its words. */
  causeIs: (cause: string, code: string) => (code === '' ? `${cause}.` : `${cause} (${code}).`),
  cause: {
    NoCredentials: 'The bot found no Alibaba Cloud credentials',
    NotReached: 'No connection to Alibaba Cloud could be made',
    ConnectionLost: 'The connection failed before the answer was complete',
    NoAnswer: 'There was no answer from Alibaba Cloud in time',
    Interrupted: 'The bot stopped during the call, or could not write down its answer',
    Forgotten: 'The database may have lost that this call was made',
    TurnLost: 'The bot was stopped for too long before the call, and did not send it',
    NotKept: 'The database did not confirm in time that it keeps this call, so it was not sent',
    DigestMismatch: 'What would be sent is not what was approved',
    SecretLost: 'The sealed or named password cannot be opened',
    NodesUnknown: 'The task succeeded, but which nodes are new cannot be told',
    canceled: 'The task was stopped',
  },

  advice: {
    throttled:
      'Alibaba Cloud was too busy or could not be reached. Wait a few minutes and ask again; if it goes on, tell whoever runs this bot.',
    forbidden: (permissions: readonly string[]) =>
      `The bot’s RAM user or role lacks a permission. Grant it ${permissions.join(' and ')} on this cluster, then ask again.`,
    rbac: 'RAM allows the call, but the cluster itself refuses the bot. Give its RAM role a role inside the cluster (RBAC, in the ACK console under Authorizations), then ask again.',
    balance: 'The account cannot pay for it. Check its balance, payment method and risk control, then ask again.',
    clusterNotFound:
      'Alibaba Cloud does not find this cluster. Whoever runs this bot has to check its ID and region in the policy file; then ask again.',
    clusterState: 'The cluster is busy with something else. Wait until it is running again, then ask again.',
    parameter: 'Alibaba Cloud refused a value. Correct it in a new request.',
    quota: 'A quota is used up. Raise it in the Quota Center, then ask again.',
    credentials: 'The bot’s credentials do not work. Whoever runs the bot has to look at them; then ask again.',
    clock: 'The clock of the bot’s machine is wrong. Whoever runs the bot has to set it; then ask again.',
    withdrawn: (action: string) =>
      `Alibaba Cloud no longer offers ${action} here. Add the nodes through a node pool in the ACK console.`,
    stock: 'The instance type is out of stock in that zone. Ask again with another type or vSwitch.',
    addresses: 'The vSwitch has too few free addresses. Ask again with another vSwitch.',
    role: 'ACK lacks one of its service roles in this account. An administrator of the account has to authorize the role that is named above; then ask again.',
    zone: 'That zone sells no new instances. Ask again with a vSwitch in another zone.',
    denied:
      'Alibaba Cloud does not allow this for the account, the zone or the instance type. Ask again with other values, or ask Alibaba Cloud for the reason.',
    password:
      'Alibaba Cloud does not accept this password. Ask again with another one; a named one is changed by whoever runs this bot.',
    keyPair: 'There is no such key pair in the cluster’s region. Correct it and ask again.',
    disk: 'This disk category does not go with the instance type or zone. Ask again with another category.',
    policyChanged:
      'This cluster was renamed, moved or removed in the policy file, or its approval rule became stricter, after the request was made. Ask again.',
    tooManyNodes:
      'The policy file now allows fewer nodes in one request than this one asks for. Ask for fewer, or split the request.',
    valueNotAllowed:
      'A value of this request is no longer allowed for this cluster. Ask again: the form shows what is allowed now.',
    channelNotAllowed:
      'This cluster may no longer be scaled from the channel where it was asked. Ask again in a channel where it may.',
    approvalChannel:
      'Nothing can be approved in the card’s channel any more: it is archived or shared with another organization, or I am not in it or cannot read it. Ask again where approval is possible, or tell whoever runs this bot.',
    requesterNotListed:
      'The person who asked is no longer among the people who may scale this cluster. Someone who may has to ask again.',
    requesterNotMember:
      'The person who asked is no longer an active full member of this workspace. A member who may scale this cluster has to ask again.',
    credentialGone:
      'The named credential of this request is no longer in the policy file. Ask again with another credential or a key pair.',
    unconfirmed:
      'In several tries, Slack did not confirm that the person who asked still may, or that the channel is still suitable. Ask again when Slack works as usual.',
    digest:
      'What would be sent differs from what was approved, so it was not sent. Ask again, and tell whoever runs this bot.',
    secret: 'The password could not be read any more. Ask again.',
    notRun: 'Ask again with /scaleout if the nodes are still needed.',
    notKept:
      'The bot’s database did not confirm that it keeps the call, so it was not sent. Whoever runs the bot has to look at the disk of its database; then ask again.',
    turnLost: 'The bot stood still just before the call and did not send it. Ask again with /scaleout.',
    canceled: 'The task was stopped. Check in the ACK console whether instances were left behind.',
    refused: 'Nothing was bought; correct it and ask again.',
    other: 'Check in the ACK console what happened and which instances exist before you ask again.',
  },

  buttons: {
    unknownRequest: 'I do not know this request any more.',
    tooLate: (id: string) => `It is too late to cancel ${id}: the call has been made.`,
    alreadyOver: (id: string) => `${id} has already ended.`,
    cancelled: (id: string) => `${id} is cancelled. Nothing was bought.`,
    resolvedAlready: 'This has already been settled.',
    noted: 'Noted.',
    notYours: (id: string, person: string, approvers: string) =>
      `Only ${person}, who asked for ${id}, and its approvers can do this${approvers === '' ? '' : `: ${approvers}`}.`,
  },

  details: {
    title: (id: string) => `${id} in full`,
    close: 'Close',
    wire: 'What is sent to Alibaba Cloud, field by field. Passwords are never shown.',
    hidden: '(hidden)',
    votes: 'Votes',
    noVotes: 'none yet',
    takenBack: ' (taken back afterwards)',
    fullDigest: 'Digest (SHA-256)',
    reason: 'Reason',
    clipped: (count: number) => `… ${count} more characters are not shown here`,
  },

  adoptTask: {
    title: 'It ran',
    send: 'Follow it',
    close: 'Go back',
    task: 'Task',
    taskHint: 'From this cluster’s task list in the ACK console; it starts with T-.',
    chooseTask: 'Which task was it?',
    other: 'Another task',
    needed: 'Enter the task ID, such as T-5a54309c80282e39ea00002f.',
    tooOld: 'This task was there before the call was made, so it is not this request. Check the ID.',
    notFound: 'Alibaba Cloud shows no such task for this cluster. Check the ID.',
    unreadable: 'The task could not be read just now. Try again.',
  },

  command: {
    help: (limit: number) =>
      [
        '*Add nodes to an ACK cluster*',
        '• `/scaleout` opens the form; `/scaleout prod-web 3 checkout is slow` opens it filled in.',
        '• `/scaleout list` shows open and recent requests.',
        '• `/scaleout status SO-12` tells where a request stands.',
        '• `/scaleout cancel SO-12` stops it, as long as the call has not been made.',
        `An approver reacts on the card, the nodes are bought once, and the thread says when they are ready. At most ${limit === 1 ? '1 node' : `${limit} nodes`} per request.`,
      ].join('\n'),
    listEmpty: 'No open or recent requests. Type `/scaleout` to ask for nodes.',
    listOpen: 'Open',
    listRecent: 'Recent',
    row: (id: string, nodes: string, cluster: string, person: string, state: string) =>
      `*${id}* · ${nodes} for ${cluster} · ${person} · ${state}`,
    unknownRequest: (id: string) => `There is no request ${id}. \`/scaleout list\` shows what there is.`,
    whichRequest: (command: string) => `Which one? Write for example \`/scaleout ${command} SO-12\`.`,
    openCard: (link: string) => `<${link}|Open the card>`,
    noForm:
      'The form could not be opened. Type the command again; if it happens once more, tell whoever runs this bot.',
    stopping: 'I am being restarted. Try again in a minute.',
    newer: 'A newer version of this bot takes care of that request. Try again when the update is complete.',
    unwritten:
      'I could not save your reaction just now. Leave it as it is: I read the card again every minute, and count what stands there.',
    trouble: 'Something went wrong on my side. Try again; if it happens once more, tell whoever runs this bot.',
  },
}

/** All that the bot can say. A string that another language lacks is a type error. */
export type Vocabulary = typeof en
