/** Every string that a person reads, in English; `zh.ts` has the same shape. Mentions and dates come ready for mrkdwn. */
export const en = {
  yes: 'Yes',
  no: 'No',
  none: 'none',
  nodes: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  and: (items: readonly string[]) =>
    items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`,
  more: (count: number) => `… and ${count} more`,
  moreNodes: (count: number) => (count === 1 ? '1 more node' : `${count} more nodes`),
  /** A stretch of time in ms. */
  span: (ms: number) => {
    const minutes = Math.round(ms / 60_000)
    if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} s`
    return minutes === 1 ? '1 minute' : `${minutes} minutes`
  },

  form: {
    title: 'Add nodes',
    send: 'Request',
    close: 'Close',
    opening: 'One moment: looking up what you may scale …',
    cluster: 'Cluster',
    chooseCluster: 'Choose a cluster',
    noClusterYet: 'Choose a cluster to see what it needs.',
    intro: (type: string, region: string) => `${type} · ${region}`,
    reason: 'Reason',
    reasonHint: 'Approvers decide by it: what is slow, which incident, how long the nodes are needed.',
    credential: 'Named credential',
    credentialHint: 'A password that the bot knows by name, so that nobody types one.',
    showAdvanced: 'Show advanced parameters',
    advanced: 'Advanced parameters',
    addDisk: 'Add a data disk',
    removeDisk: 'Remove',
    disk: (number: number) => `Data disk ${number}`,
    empty: 'Leave empty to use the default',
    choose: 'Choose',
    approval: (quorum: number, approvers: string) =>
      quorum === 1 ? `One of ${approvers} has to approve.` : `${quorum} of ${approvers} have to approve.`,
  },

  refusal: {
    guest: 'Only full members of this workspace can do this; you are a guest here.',
    bot: 'Only people can do this.',
    stranger: 'Only members of this workspace can do this; you are here from another one.',
    deactivated: 'This account is deactivated.',
    requester: 'Nobody approves their own request. To withdraw it, press Cancel on the card.',
    not_listed: 'You are not among the people who may do this.',
    unverified: 'I could not check with Slack whether you may do this, so it does not count. Try again in a moment.',
  },

  submit: {
    unknownCluster: (name: string) => `There is no cluster ${name} that you can use here.`,
    notHere: 'This cluster may not be scaled from this channel.',
    nothingHere: 'There is no cluster that you can scale from this channel.',
    notYou: 'You are not among the people who may scale this cluster.',
    tooMany: (most: number) => `At most ${most} nodes a request. Ask for fewer, or in two requests.`,
    userLimit: (count: number, at: string) =>
      `You have made ${count} requests lately, the most that is allowed. You can ask again at ${at}.`,
    clusterLimit: (count: number, at: string) =>
      `There have been ${count} requests for this cluster lately, the most that is allowed. You can ask again at ${at}.`,
    noChannel: (channel: string) =>
      `I am not in ${channel}, where this would be approved. Invite me there with /invite, then press Request again.`,
    sharedChannel: (channel: string) =>
      `${channel} is shared with another organization, so nothing can be approved there.`,
    directMessage: 'There is nobody to approve it in a direct message. Ask in a channel.',
    unverified: 'I could not check this with Slack just now. Nothing was sent; press Request again.',
    noTyped:
      'Passwords cannot be typed here: this bot has no key to seal them with. Use a key pair or a named credential.',
    unknownCredential: 'Choose one of the named credentials.',
    fieldMoved: 'This choice needs more fields. Choose it again to show them.',
    broken:
      'Something went wrong here, and nothing was sent. Press Request again; if it happens once more, tell whoever runs this bot.',
  },

  card: {
    title: (id: string, moreNodes: string, cluster: string) => `${id}: ${moreNodes} for ${cluster}`,
    asks: (person: string) => `${person} asks:`,
    noReason: 'no reason given',
    clusterRow: 'Cluster',
    byDefault: (value: string) => `${value} (by default)`,
    login: 'Login',
    sealedPassword: 'password (hidden)',
    namedPassword: (name: string) => `credential ${name} (hidden)`,
    rule: (quorum: number, approvers: string, yes: string, no: string, date: string) =>
      `${quorum === 1 ? 'One' : quorum} of ${approvers} can approve with ${yes}. ${no} declines it. Expires ${date}.`,
    noApprovers: 'Nobody is named as an approver, so nobody can approve this.',
    tally: (yes: string, got: number, quorum: number, people: string) =>
      `${yes} *${got} of ${quorum}*${people === '' ? '' : `: ${people}`}`,
    digest: (digest: string) => `Digest \`${digest}\`: exactly this call is sent, once.`,
    details: 'All parameters',
    cancel: 'Cancel request',
    cancelTitle: (id: string) => `Cancel ${id}?`,
    cancelText: 'Nothing is bought. Whoever needs the nodes can ask again.',
    cancelYes: 'Cancel it',
    cancelNo: 'Keep it',
  },

  state: {
    awaiting: 'Waiting for approval',
    approved: (people: string) => `Approved by ${people}`,
    inLine: (ahead: number) =>
      ahead === 1
        ? 'in line: one request for this cluster goes first'
        : `in line: ${ahead} requests for this cluster go first`,
    putBack: (code: string, date: string) => `Alibaba Cloud was busy (${code}) and did nothing; next try ${date}`,
    calling: 'Calling Alibaba Cloud',
    unknown: 'The answer of Alibaba Cloud was lost; finding out what happened',
    asked: 'Not known whether it ran: a person has to look',
    running: (task: string) => `Running: task ${task}`,
    overdue: (task: string) => `Still running: task ${task}`,
    succeeded: (nodes: string) => `Done: ${nodes} ready`,
    partial: (ready: number, wanted: number) => `Partly done: ${ready} of ${wanted} nodes ready`,
    failed: (code: string) => `Failed: ${code}`,
    notRun: (person: string) => `Did not run, says ${person}`,
    rejected: (person: string) => `Declined by ${person}`,
    expired: 'Expired without approval',
    cancelled: (person: string) => `Cancelled by ${person}`,
    cardDeleted: 'Cancelled: its message was deleted',
    unreachable: 'Cancelled: I could not post in the approval channel',
  },

  progress: {
    title: (id: string, task: string) => `${id}: task ${task}`,
    approvedBy: (people: string) => `Approved by ${people}`,
    accepted: (task: string) => `Alibaba Cloud accepted it: task ${task}`,
    step: (number: number) => `Step ${number}`,
    nodesReady: (ready: number, wanted: number) => `Nodes ready: ${ready} of ${wanted}`,
    waiting: 'Waiting for the first report',
    unreadable: (times: number) => `The task could not be read ${times} times; still trying`,
    odd: (state: string) => `The task says “${state}”, which the documents do not explain; still looking`,
  },

  line: {
    waiting: (id: string, ahead: number) =>
      ahead === 0
        ? `${id} had to wait for this cluster; it no longer does.`
        : `${id} waits: ${ahead === 1 ? 'one request' : `${ahead} requests`} for this cluster ${ahead === 1 ? 'is' : 'are'} before it. It goes by itself; an approval can still be taken back.`,
    looking: (why: string) =>
      `The answer to the call got lost (${why}). It may have run, so it is not sent again. I am looking through the cluster’s tasks; this takes up to two minutes.`,
    ask: (person: string, why: string) =>
      `${person} and approvers: I cannot tell whether this call ran (${why}). It is not sent again. Look in the ACK console under Tasks of this cluster, then say what you found.`,
    notFound: 'I looked through the cluster’s tasks and could not tell. See the question below.',
    candidates: (tasks: string) => `Tasks that could be it: ${tasks}.`,
    noCandidates: 'I found no task that fits.',
    strangers: (nodes: string) => `New instances that no known task explains: ${nodes}.`,
    ran: 'It ran, as task …',
    notRun: 'It did not run',
    notRunTitle: 'Did it really not run?',
    notRunText: 'The request ends here, and nothing is sent. If it did run after all, its nodes are being paid for.',
    notRunYes: 'It did not run',
    notRunNo: 'Go back',
    settledRan: (task: string) => `It ran, as task ${task}.`,
    settledNotRun: (person: string) => `${person} found that it did not run. Nothing was bought by this request.`,
    overdue: (person: string, task: string, span: string) =>
      `${person}: task ${task} is still running after ${span}. That is not a failure; I look less often now and say here when it ends.`,
    succeeded: (person: string, nodes: string, cluster: string, span: string) =>
      `${person}: ${nodes} ready in ${cluster} after ${span}.`,
    partial: (person: string, ready: number, wanted: number, cluster: string) =>
      `${person}: only ${ready} of ${wanted} nodes are ready in ${cluster}.`,
    came: 'Ready',
    missing: 'Not ready',
    neverSeen: (count: number) => (count === 1 ? '1 node never appeared' : `${count} nodes never appeared`),
    failed: (person: string, id: string) => `${person}: ${id} failed.`,
    noNodes: 'No new node became ready.',
    whatToDo: (advice: string) => `What to do: ${advice}`,
    rejected: (person: string, by: string) => `${person}: ${by} declined it. Nothing was bought.`,
    expired: (person: string) =>
      `${person}: nobody approved it in time, so it expired. Nothing was bought; you can ask again with /scaleout.`,
    cancelled: (person: string, by: string) => `${person}: ${by} cancelled it. Nothing was bought.`,
    cardDeleted: (person: string, id: string) =>
      `${person}: the message of ${id} was deleted, so it was cancelled. Nothing was bought.`,
    unreachable: (person: string, id: string, channel: string) =>
      `${person}: I could not post ${id} in ${channel}, so it was cancelled. Nothing was bought. Invite me there with /invite and ask again.`,
    requestId: (id: string) => `Request ID ${id}`,
  },

  notice: {
    asked: (id: string, person: string, nodes: string, cluster: string, channel: string) =>
      `*${id}*: ${person} asked for ${nodes} for ${cluster}. It is decided in ${channel}.`,
  },

  advice: {
    throttled: 'Alibaba Cloud stayed busy through every try. Wait some minutes and ask again.',
    forbidden:
      'The bot’s RAM role lacks a permission. Give it cs:ScaleOutCluster and cs:ScaleCluster for this cluster, then ask again.',
    rbac: 'RAM allows the call, but the cluster itself refuses the bot. Give its RAM role a role inside the cluster (RBAC, in the ACK console under Authorizations), then ask again.',
    balance: 'The account cannot pay for it. Top it up or lift the risk control, then ask again.',
    clusterNotFound: 'Check id and region of this cluster in the policy file.',
    clusterState: 'The cluster is busy with something else. Wait until it is running again, then ask again.',
    parameter: 'Alibaba Cloud refused a value. Correct it in a new request.',
    quota: 'A quota is used up. Raise it in the Quota Center, then ask again.',
    credentials: 'The bot’s credentials do not work. Whoever runs the bot has to look at them.',
    clock: 'The clock of the bot’s machine is wrong. Whoever runs the bot has to set it.',
    withdrawn:
      'Alibaba Cloud no longer offers ScaleOutCluster here. Add the nodes through a node pool in the ACK console.',
    stock: 'The instance type is out of stock in that zone. Ask again with another type or vSwitch.',
    addresses: 'The vSwitch has too few free addresses. Ask again with another vSwitch.',
    disk: 'This disk category does not go with the instance type or zone. Ask again with another category.',
    policyChanged: 'The policy of this cluster changed after it was asked for. Ask again.',
    digest:
      'What would be sent differs from what was approved, so it was not sent. Ask again, and tell whoever runs this bot.',
    secret: 'The password could not be read any more. Ask again.',
    notRun: 'Ask again with /scaleout if the nodes are still needed.',
    canceled: 'Somebody stopped the task. Check in the ACK console whether instances were left behind.',
    other: 'Look at the task in the ACK console, or ask again with other values.',
  },

  buttons: {
    unknownRequest: 'I do not know this request any more.',
    tooLate: (id: string) => `It is too late to cancel ${id}: the call has been made.`,
    alreadyOver: (id: string) => `${id} is over already.`,
    cancelled: (id: string) => `${id} is cancelled. Nothing was bought.`,
    settledAlready: 'This was settled already.',
    noted: 'Noted.',
  },

  details: {
    title: (id: string) => `${id} in full`,
    close: 'Close',
    wire: 'What is sent to Alibaba Cloud, member by member. Passwords are never shown.',
    hidden: '(hidden)',
    votes: 'Votes',
    noVotes: 'none yet',
    fullDigest: 'Digest (SHA-256)',
    clipped: (count: number) => `… ${count} more characters are not shown here`,
  },

  ran: {
    title: 'It ran',
    send: 'Follow it',
    close: 'Go back',
    task: 'Task',
    taskHint: 'From the ACK console, cluster, Tasks: it starts with T-.',
    chooseTask: 'Which task was it?',
    other: 'Another task',
    needed: 'Write the task ID, such as T-5a54309c80282e39ea00002f.',
    tooOld: 'This task was there before the call was made, so it is not this request. Check the ID.',
    notFound: 'Alibaba Cloud shows no such task for this cluster. Check the ID.',
    unreadable: 'The task could not be read just now. Try again.',
  },

  command: {
    help: (limit: number) =>
      [
        '*Add nodes to an ACK cluster*',
        '• `/scaleout` opens the form; `/scaleout prod-web 3 checkout is slow` opens it filled in.',
        '• `/scaleout list` shows what is going on.',
        '• `/scaleout status SO-12` tells where a request stands.',
        '• `/scaleout cancel SO-12` stops it, as long as the call has not been made.',
        `An approver reacts on the card, the nodes are bought once, and the thread says when they are ready. At most ${limit} nodes a request.`,
      ].join('\n'),
    listEmpty: 'Nothing is going on, and nothing went on lately. `/scaleout` asks for nodes.',
    listOpen: 'Going on',
    listRecent: 'Lately',
    row: (id: string, nodes: string, cluster: string, person: string, state: string) =>
      `*${id}* · ${nodes} for ${cluster} · ${person} · ${state}`,
    unknownRequest: (id: string) => `There is no request ${id}. \`/scaleout list\` shows what there is.`,
    whichRequest: (command: string) => `Which one? Write for example \`/scaleout ${command} SO-12\`.`,
    openCard: (link: string) => `<${link}|Open the card>`,
    noForm: 'The form could not be opened: Slack gives only three seconds for it. Type the command again.',
    stopping: 'I am being restarted. Try again in a minute.',
    trouble: 'Something went wrong on my side. Try again; if it happens once more, tell whoever runs this bot.',
  },
}

/** All that the bot can say. A string that another language lacks is a type error. */
export type Vocabulary = typeof en
