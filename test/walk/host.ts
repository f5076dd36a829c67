import { flushCompileCache } from 'node:module'
import process from 'node:process'
import { pino } from 'pino'
import { startFastBot } from '../../bench/fastapp.ts'
import type { Bot } from '../../src/app.ts'

/*
 * A process in which one bot is at work after another. Told an environment, it starts a bot in it; told to stop, it lets that
 * bot finish what it has in hand, and says "over". A bot that does not start ends the process.
 */
let bot: Promise<Bot> | undefined

process.on('message', async (told: Record<string, string> | 'stop') => {
  if (told !== 'stop') {
    Object.assign(process.env, told)
    bot = startFastBot(process.env, pino({ base: null }))
    await bot
    // Killed, it would keep nothing for the next one.
    flushCompileCache()
  } else {
    await (await bot)?.stop()
    process.send?.('over')
  }
})
process.once('disconnect', () => process.exit(0))
