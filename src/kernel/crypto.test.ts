import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { CannotOpen, digestOf, familyNames, openVault } from './crypto.ts'
import { addKey, keyringSettings, openKeyring } from './keyring.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const one = { current: 'k1', keys: { k1: key(1) } }
const two = { current: 'k2', keys: { k1: key(1), k2: key(2) } }

test('hashes are those of the published vectors', () => {
  assert.equal(digestOf('international', 'abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  // GB/T 32905-2016, appendix A.1
  assert.equal(digestOf('guomi', 'abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
})

for (const family of familyNames) {
  test(`${family}: what is sealed opens again, never looks the same twice, and shows nothing of the text`, () => {
    const vault = openVault(one, family)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [a, b] = [vault.seal('person.email', text), vault.seal('person.email', text)]
        assert.equal(vault.open('person.email', a), text)
        assert.notEqual(a, b)
        if (text.length > 3) assert.ok(!a.includes(text))
      }),
    )
  })

  test(`${family}: one changed character, another purpose or an unknown key opens nothing`, () => {
    const vault = openVault(one, family)
    const sealed = vault.seal('person.email', 'a@example.invalid')
    const at = sealed.lastIndexOf('.') + 1
    for (const spot of [at, at + 20, sealed.length - 2]) {
      const changed = sealed.slice(0, spot) + (sealed[spot] === 'A' ? 'B' : 'A') + sealed.slice(spot + 1)
      assert.throws(() => vault.open('person.email', changed), CannotOpen)
    }
    assert.throws(() => vault.open('person.phone', sealed), CannotOpen)
    assert.throws(() => vault.open('person.email', sealed.replace('.k1.', '.k9.')), /k9 is not held/)
    assert.throws(() => openVault({ current: 'k1', keys: { k1: key(3) } }, family).open('person.email', sealed), CannotOpen)
    for (const nonsense of ['', '.', 'x', 'international.k1.', 'guomi.k1.AAAA']) assert.throws(() => vault.open('p', nonsense), CannotOpen)
  })

  test(`${family}: equal texts have equal keys within a purpose, and only there`, () => {
    const vault = openVault(one, family)
    assert.equal(vault.equalityKey('person.email', 'a'), vault.equalityKey('person.email', 'a'))
    assert.notEqual(vault.equalityKey('person.email', 'a'), vault.equalityKey('person.email', 'b'))
    assert.notEqual(vault.equalityKey('person.email', 'a'), vault.equalityKey('person.phone', 'a'))
  })
}

test('after a rotation the old opens still, the new key seals, and both are found by equality', () => {
  const before = openVault(one)
  const after = openVault(two)
  const sealed = before.seal('person.email', 'a')
  assert.equal(after.open('person.email', sealed), 'a')
  assert.ok(after.isStale(sealed))
  assert.ok(!after.isStale(after.seal('person.email', 'a')))
  assert.deepEqual(after.equalityKeys('person.email', 'a').slice(1), [before.equalityKey('person.email', 'a')])
})

test('a change of family reads what the other one sealed', () => {
  const sealed = openVault(one, 'international').seal('person.email', 'a')
  const vault = openVault(one, 'guomi')
  assert.equal(vault.open('person.email', sealed), 'a')
  assert.ok(vault.isStale(sealed))
})

test('the key file is made once, readable by its owner alone, and a new key leaves the old one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xct-keys-'))
  const settings = keyringSettings(folder, {})
  const sealed = openKeyring(settings).seal('p', 'a')
  assert.ok(existsSync(settings.file))
  assert.equal(statSync(settings.file).mode & 0o777, 0o600)
  assert.equal(addKey(settings), 'k2')
  const vault = openKeyring(settings)
  assert.equal(vault.currentKey, 'k2')
  assert.equal(vault.open('p', sealed), 'a')
  assert.equal(Object.keys(JSON.parse(readFileSync(settings.file, 'utf8')).keys).length, 2)
  writeFileSync(settings.file, '{}')
  assert.throws(() => openKeyring(settings), /not a key file/)
})

test('settings name the key file and refuse an unknown family', () => {
  assert.deepEqual(keyringSettings('/d', { KEY_FILE: '/k', CRYPTO: 'guomi' }), { file: '/k', family: 'guomi' })
  assert.throws(() => keyringSettings('/d', { CRYPTO: 'rot13' }), /international or guomi/)
  assert.throws(() => openVault({ current: 'k1', keys: { k1: 'short' } }), /32 bytes/)
})
