import { expect, it } from 'vitest'
import { readManifest } from './manifest.ts'
import { fileWith, manifestFile } from './testing/bolt.ts'

it('reads scopes, events and commands', () => {
  const { features, oauth_config, settings } = readManifest(manifestFile())
  expect(features.slash_commands).toMatchObject([{ command: '/scaleout', should_escape: true }])
  expect(oauth_config.scopes.bot).toContain('chat:write')
  expect(settings.event_subscriptions.bot_events).toContain('reaction_added')
})

it('refuses what Slack would refuse, and says where', () => {
  const manifest = fileWith(`
display_information: { name: A name of more than thirty-five letters }
features:
  bot_user: { display_name: scaleout }
  slash_command: []
oauth_config: { scopes: { bot: [] } }
settings: { interactivity: { is_enabled: yes please } }
`)
  const read = () => readManifest(manifest)
  expect(read).toThrow('display_information.name')
  expect(read).toThrow('slash_command')
  expect(read).toThrow('settings.interactivity.is_enabled')
})

it('misses the scope that slash commands need', () => {
  expect(() => readManifest(manifestFile({ scopes: ['chat:write'] }))).toThrow('slash commands need the scope commands')
})
