export { ConversationPane } from './conversation.tsx'
export { conversationAt, threadAt } from './place.ts'
export { ThreadPane } from './thread.tsx'
