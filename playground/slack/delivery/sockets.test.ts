import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import type { Slack } from '../index.ts'
import { bareSocket, socketAt } from '../testing/bare.ts'
import { clientOf, slackFor, socketApp } from '../testing/bolt.ts'

let slack: Slack
let clock: ManualClock

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
})

afterEach(() => slack.stop())

const connect = async () => {
  const socket = await bareSocket(slack)
  await socket.next()
  return socket
}

describe('a connection', () => {
  it('says hello first', async () => {
    const socket = await bareSocket(slack)
    expect(await socket.next()).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0PLAYGROUND' },
      debug_info: { approximate_connection_time: 3600 },
    })
  })

  it('has a ticket for one use', async () => {
    const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open({})
    const socket = await socketAt(`${url}&debug_reconnects=true`)
    expect(await socket.next()).toMatchObject({ debug_info: { approximate_connection_time: 360 } })
    await expect(socketAt(url)).rejects.toThrow('401')
  })

  it('is one of ten at most', async () => {
    for (let i = 0; i < 10; i++) await connect()
    const eleventh = await bareSocket(slack)
    expect(await eleventh.next()).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
    await eleventh.closed
    expect(slack.sockets).toBe(10)
  })

  it('can be refused', async () => {
    slack.faults.refuseConnections = true
    await expect(bareSocket(slack)).rejects.toThrow('503')
  })

  it('is warned about 10 s before it is closed', async () => {
    const socket = await connect()
    slack.faults.disconnect('warning')
    expect(await socket.next()).toMatchObject({ type: 'disconnect', reason: 'warning' })
    clock.advance(9_999)
    expect(slack.sockets).toBe(1)
    clock.advance(1)
    expect(await socket.next()).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
    await socket.closed
  })
})

describe('an envelope', () => {
  it('is acknowledged in time', async () => {
    const socket = await connect()
    const typed = slack.as('ada').types('/scaleout prod-web 3', 'prod')
    const { type, payload, envelope_id } = await socket.next()
    expect(type).toBe('slash_commands')
    expect(payload).toMatchObject({
      command: '/scaleout',
      text: 'prod-web 3',
      user_id: 'U0ADA',
      channel_name: 'prod',
      is_enterprise_install: 'false',
    })
    socket.ack(envelope_id, { text: 'on it' })
    expect(await typed).toEqual({ text: 'on it', responseType: 'ephemeral' })
    expect(slack.problems).toEqual([])
  })

  it('is too late after three seconds', async () => {
    const socket = await connect()
    const typed = slack.as('ada').types('/scaleout', 'prod')
    const { envelope_id } = await socket.next()
    clock.advance(3000)
    expect(await typed).toEqual({ error: 'operation_timeout' })
    socket.ack(envelope_id)
    await slack.until(() => slack.problems.length === 2)
    expect(slack.problems).toEqual([
      'slash_commands /scaleout: not acknowledged within 3 s',
      'slash_commands /scaleout: acked after more than 3 s',
    ])
  })

  it('is acknowledged once, under its own id', async () => {
    const socket = await connect()
    const typed = slack.as('ada').types('/scaleout', 'prod')
    const { envelope_id } = await socket.next()
    socket.ack(envelope_id)
    socket.ack(envelope_id)
    socket.ack('made-up')
    await typed
    await slack.until(() => slack.problems.length === 2)
    expect(slack.problems).toEqual([
      'slash_commands /scaleout: acked twice',
      'an ack names the unknown envelope made-up',
    ])
  })

  it('of an event cannot be answered', async () => {
    const socket = await connect()
    slack.as('ada').opensHome()
    const { envelope_id } = await socket.next()
    socket.ack(envelope_id, { text: 'hello' })
    await slack.until(() => slack.problems.length > 0)
    expect(slack.problems).toEqual(['event app_home_opened: its ack cannot carry an answer'])
  })

  it('goes nowhere while nobody is connected', async () => {
    expect(await slack.as('ada').types('/scaleout', 'prod')).toEqual({ error: 'dispatch_failed' })
    expect(slack.problems).toEqual([])
  })

  it('reaches one connection of several', async () => {
    const sockets = [await connect(), await connect(), await connect()]
    slack.as('ada').opensHome()
    await Promise.race(sockets.map((socket) => socket.next()))
    expect(sockets.reduce((sum, socket) => sum + socket.waiting, 0)).toBe(0)
  })
})

describe('a Bolt app', () => {
  it('comes back after a cut, and after a disconnect whose close frame is never answered', async () => {
    await slack.stop()
    slack = await slackFor()
    const bot = await socketApp(slack, (app) => app.command('/scaleout', ({ ack }) => ack('here')), 300)
    const answersAfter = async (hurt: () => void) => {
      hurt()
      await slack.until(() => slack.sockets === 0, 'the connection is gone')
      await slack.until(() => slack.sockets === 1, 'the app reconnects')
      expect(await slack.as('ada').types('/scaleout', 'prod')).toMatchObject({ text: 'here' })
    }
    await answersAfter(slack.faults.cutSocket)
    await answersAfter(() => slack.faults.disconnect('refresh_requested'))
    slack.faults.silentClose = true
    await answersAfter(() => slack.faults.disconnect('warning'))
    await bot.stop()
  })
})
