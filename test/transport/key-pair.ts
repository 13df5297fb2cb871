/** Key pairs for tests. */
import ssh2 from 'ssh2';

export interface KeyPair {
  readonly public: string;
  readonly private: string;
}

/** A new pair. About one in 150 that ssh2 makes is malformed (it drops a leading zero); those are thrown away. */
export function keyPair(type: 'ed25519' | 'ecdsa' | 'rsa' = 'ed25519', passphrase?: string): KeyPair {
  for (;;) {
    const made = pair(type, passphrase);
    if (!(ssh2.utils.parseKey(made.private, passphrase) instanceof Error)) return made;
  }
}

function pair(type: 'ed25519' | 'ecdsa' | 'rsa', passphrase?: string): KeyPair {
  const bits = { ed25519: {}, ecdsa: { bits: 256 }, rsa: { bits: 2048 } }[type];
  const encryption = passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 2 };
  // The types want every option of every kind of key.
  return ssh2.utils.generateKeyPairSync(type as 'rsa', { ...bits, ...encryption } as { bits: number });
}
