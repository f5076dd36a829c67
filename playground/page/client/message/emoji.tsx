import {
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
  EmojiPicker as Picker,
} from 'frimousse'
import { nameOf, picture } from '../../../slack/emoji.ts'
import { useLanguage, useWords } from '../words.ts'
import './emoji.css'
import { words } from './words.ts'

/** Those that are wanted most: votes first. */
export const QUICK = ['white_check_mark', 'x', 'eyes', '+1'] as const

/** The small picker: the quick ones, and every emoji that has a name in Slack. */
export function EmojiPicker({ onPick }: { onPick: (name: string) => void }) {
  const say = useWords(words)
  const language = useLanguage()
  return (
    <Picker.Root
      className="message-emoji"
      locale={language}
      emojibaseUrl="/emoji"
      columns={8}
      onEmojiSelect={({ emoji }) => {
        const name = nameOf(emoji)
        if (name !== undefined) onPick(name)
      }}
    >
      <Picker.Search className="message-emoji-search" aria-label={say.search} placeholder={say.search} />
      <div className="message-emoji-quick">
        {QUICK.map((name) => (
          <button key={name} type="button" aria-label={say.reactWith(name)} onClick={() => onPick(name)}>
            <span className="emoji">{picture(name)}</span>
          </button>
        ))}
      </div>
      <Picker.Viewport className="message-emoji-all">
        <Picker.Loading className="message-emoji-note">{say.loading}</Picker.Loading>
        <Picker.Empty>
          <span className="message-emoji-note">{say.noEmoji}</span>
        </Picker.Empty>
        <Picker.List components={{ CategoryHeader: Group, Row, Emoji: One }} />
      </Picker.Viewport>
      <footer className="message-emoji-active">
        <Picker.ActiveEmoji>
          {({ emoji }) => (
            <span>
              {emoji ? (
                <>
                  <span className="emoji">{emoji.emoji}</span> :{nameOf(emoji.emoji) ?? emoji.label}:
                </>
              ) : (
                say.pick
              )}
            </span>
          )}
        </Picker.ActiveEmoji>
      </footer>
    </Picker.Root>
  )
}

function Group({ category, ...rest }: EmojiPickerListCategoryHeaderProps) {
  return (
    <div {...rest} className="message-emoji-group">
      {category.label}
    </div>
  )
}

// The library counts rows and columns from 0, ARIA from 1.
function Row({ 'aria-rowindex': row = 0, ...rest }: EmojiPickerListRowProps) {
  const given = { ...rest, 'aria-rowindex': row + 1 }
  return <div {...given} className="message-emoji-row" />
}

function One({ emoji, 'aria-colindex': column = 0, ...rest }: EmojiPickerListEmojiProps) {
  const given = { ...rest, 'aria-colindex': column + 1 }
  return (
    <button {...given} type="button" className="message-emoji-one" aria-label={emoji.label}>
      <span className="emoji">{emoji.emoji}</span>
    </button>
  )
}
