internal import APIKeys
internal import Catalog
internal import Synchronization

/// What is shown once, on the page after the one that made it.
enum OneTimeSecret: Sendable {
    case token(Token)
    case webhook(Int, WebhookSecret)
    case recoveryCodes([RecoveryCode])
    case invitation(InvitationService.Made)
    case share(ShareService.Made)
}

/// Holds new secrets between the request that makes one and the page that shows it. A secret can be taken out once, by the
/// browser that made it, within two minutes; it is never written anywhere.
final class OneTimeReveal: Sendable {
    private struct Waiting {
        let nonce: String
        let secret: OneTimeSecret
        let session: AuthenticationCode
        let until: Timestamp
    }

    static let lifetime = Duration.seconds(120)
    static let capacity = 1000

    /// Oldest first.
    private let waiting = Mutex<[Waiting]>([])

    /// - Returns: what the address of the page must carry.
    func put(_ token: Token, for session: AuthenticationCode, at now: Timestamp) -> String {
        put(.token(token), for: session, at: now)
    }

    func put(_ secret: OneTimeSecret, for session: AuthenticationCode, at now: Timestamp) -> String {
        let nonce = RandomText.make(length: 22)
        waiting.withLock { waiting in
            waiting.removeAll { $0.until <= now }
            // Whoever makes a thousand keys in two minutes does not read the first any more.
            if waiting.count >= Self.capacity { waiting.removeFirst(waiting.count - Self.capacity + 1) }
            waiting.append(Waiting(nonce: nonce, secret: secret, session: session, until: now + Self.lifetime))
        }
        return nonce
    }

    /// Takes the token out. Another browser that learned the address neither gets it nor uses it up.
    func take(_ nonce: String, key: KeyID, for session: AuthenticationCode, at now: Timestamp) -> Token? {
        take(nonce, for: session, at: now) { secret in
            guard case .token(let token) = secret, token.id == key else { return nil }
            return token
        }
    }

    func take(_ nonce: String, webhook: Int, for session: AuthenticationCode, at now: Timestamp) -> WebhookSecret? {
        take(nonce, for: session, at: now) { secret in
            guard case .webhook(webhook, let secret) = secret else { return nil }
            return secret
        }
    }

    func takeRecoveryCodes(_ nonce: String, for session: AuthenticationCode, at now: Timestamp) -> [RecoveryCode]? {
        take(nonce, for: session, at: now) { secret in
            guard case .recoveryCodes(let codes) = secret else { return nil }
            return codes
        }
    }

    func take(
        _ nonce: String, invitation: Int, for session: AuthenticationCode, at now: Timestamp
    ) -> InvitationService.Made? {
        take(nonce, for: session, at: now) { secret in
            guard case .invitation(let made) = secret, made.invitation.id == invitation else { return nil }
            return made
        }
    }

    func take(_ nonce: String, share: Int, for session: AuthenticationCode, at now: Timestamp) -> ShareService.Made? {
        take(nonce, for: session, at: now) { secret in
            guard case .share(let made) = secret, made.share.id == share else { return nil }
            return made
        }
    }

    private func take<Found>(
        _ nonce: String, for session: AuthenticationCode, at now: Timestamp, where fits: (OneTimeSecret) -> Found?
    ) -> Found? {
        waiting.withLock { waiting in
            waiting.removeAll { $0.until <= now }
            guard let place = waiting.firstIndex(where: { $0.nonce == nonce && $0.session == session }),
                let found = fits(waiting[place].secret)
            else { return nil }
            waiting.remove(at: place)
            return found
        }
    }
}
