import { Bell, CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { Block } from '../../../../slack/kit.ts'
import { Text } from '../../mrkdwn.tsx'
import { stringIn, wordsIn } from './read.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  info: Info,
  warning: TriangleAlert,
  error: CircleX,
  success: CircleCheck,
}

export function Alert({ block }: { block: Block }) {
  const text = wordsIn(block.text)
  const level = stringIn(block.level) ?? 'default'
  const Icon = icons[level] ?? Bell
  return (
    <div className={`message-alert message-alert-${level}`}>
      <Icon size={18} aria-hidden="true" />
      <div>{text && <Text of={text} />}</div>
    </div>
  )
}
