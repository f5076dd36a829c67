import { parseArgs } from 'node:util'
import { z } from 'zod'

export const usage = `npm run demo -- [flags]
  --open       opens the page in your browser
  --port N     where the page is served; default 3300, 0 takes any free port
  --speed N    the cloud is N times as fast; default 1: an order takes 20 s
  --data DIR   keeps everything in this folder and goes on from there; default: nothing is kept
  --story      no page: three conversations with the bot, told in the terminal; goes with --speed only
  --help       this`

const number = (why: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, why)
    .transform(Number)
const speed = number('takes a number').pipe(
  z.number().positive('takes a number above 0').max(1000, 'takes at most 1000'),
)
const anyPort = 'takes a number from 0 to 65535'
const port = number(anyPort).pipe(z.int(anyPort).max(65_535, anyPort))

const given = z.object({
  open: z.boolean().default(false),
  port: port.exactOptional(),
  speed: speed.exactOptional(),
  data: z.string().min(1, 'takes a folder').exactOptional(),
  story: z.boolean().default(false),
  help: z.boolean().default(false),
})

export type Flags = z.output<typeof given>

/** Reads the command line of the demo; what is wrong with it comes back as one line. */
export function readFlags(args: readonly string[]): Flags | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        open: { type: 'boolean' },
        port: { type: 'string' },
        speed: { type: 'string' },
        data: { type: 'string' },
        story: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const read = given.safeParse(values)
    if (!read.success) {
      const [issue] = read.error.issues
      return { wrong: `--${issue?.path.join('.')} ${issue?.message}` }
    }
    const { story, open, data, port } = read.data
    if (story && (open || data !== undefined || port !== undefined)) return { wrong: '--story goes with --speed only' }
    return read.data
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}
