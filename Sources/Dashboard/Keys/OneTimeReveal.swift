internal import APIKeys
internal import Catalog
internal import Synchronization

/// Holds new tokens between the request that makes a key and the page that shows it. A token can be taken out once, by the
/// browser that made it, within two minutes; it is never written anywhere.
final class OneTimeReveal: Sendable {
    private struct Waiting {
        let nonce: String
        let token: Token
        let session: AuthenticationCode
        let until: Timestamp
    }

    static let lifetime = Duration.seconds(120)
    static let capacity = 1000

    /// Oldest first.
    private let waiting = Mutex<[Waiting]>([])

    /// - Returns: what the address of the page must carry.
    func put(_ token: Token, for session: AuthenticationCode, at now: Timestamp) -> String {
        let nonce = RandomText.make(length: 22)
        waiting.withLock { waiting in
            waiting.removeAll { $0.until <= now }
            // Whoever makes a thousand keys in two minutes does not read the first any more.
            if waiting.count >= Self.capacity { waiting.removeFirst(waiting.count - Self.capacity + 1) }
            waiting.append(Waiting(nonce: nonce, token: token, session: session, until: now + Self.lifetime))
        }
        return nonce
    }

    /// Takes the token out. Another browser that learned the address neither gets it nor uses it up.
    func take(_ nonce: String, key: KeyID, for session: AuthenticationCode, at now: Timestamp) -> Token? {
        waiting.withLock { waiting in
            waiting.removeAll { $0.until <= now }
            guard
                let place = waiting.firstIndex(where: {
                    $0.nonce == nonce && $0.token.id == key && $0.session == session
                })
            else { return nil }
            return waiting.remove(at: place).token
        }
    }
}
