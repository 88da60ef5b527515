package import APIKeys

/// Another service that says who somebody is, so that they need no password here: an OpenID provider.
package protocol IdentityProvider: Sendable {
    /// For the button and for sentences.
    var name: String { get }

    /// Begins a sign-in of one browser.
    /// - Parameters:
    ///   - browser: a value that this browser alone knows; only it can finish.
    ///   - next: where the person goes on afterwards, to be had back from ``finish(_:browser:)``.
    /// - Returns: the address at the provider to which the browser goes.
    /// - Throws: ``IdentityProviderError``.
    func begin(browser: String, next: String) async throws -> String

    /// Checks what the browser brings back from the provider.
    /// - Throws: ``IdentityProviderError``.
    func finish(_ answer: ProviderAnswer, browser: String) async throws -> ProvenIdentity
}

/// What a browser brings back from the provider, as it stands in the address. Nothing of it is believed.
package struct ProviderAnswer: Sendable {
    package let state: String
    package let code: String
    /// The code of an error (RFC 6749 §4.1.2.1), or nothing.
    package let error: String
    /// RFC 9207.
    package let issuer: String?

    package init(state: String, code: String, error: String, issuer: String?) {
        self.state = state
        self.code = code
        self.error = error
        self.issuer = issuer
    }
}

/// A person as the provider knows them.
package struct ExternalIdentity: Hashable, Sendable {
    /// Who says so.
    package let issuer: String
    /// The person's name within the issuer: never given to anybody else, unlike an address.
    package let subject: String
    package let email: String?
    /// Whether the provider has made sure that the address is the person's.
    package let isEmailVerified: Bool

    package init(issuer: String, subject: String, email: String?, isEmailVerified: Bool) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
    }
}

/// That a person here is somebody's account at a provider.
package struct IdentityLink: Hashable, Sendable {
    package let issuer: String
    package let since: Timestamp

    package init(issuer: String, since: Timestamp) {
        self.issuer = issuer
        self.since = since
    }
}

/// Who somebody is, now that it was checked, and where they were going.
package struct ProvenIdentity: Sendable {
    package let identity: ExternalIdentity
    package let next: String

    package init(_ identity: ExternalIdentity, next: String) {
        self.identity = identity
        self.next = next
    }
}

/// Why a provider could not say who somebody is. The texts are for the log, and hold no secret.
package enum IdentityProviderError: Error, Hashable, Sendable {
    /// The person turned back.
    case cancelled
    /// The answer belongs to no sign-in that this browser has begun within the last minutes.
    case stale
    /// The provider does not answer, or not as a provider does.
    case unavailable(String)
    /// The provider refused, or what it said did not stand the test.
    case refused(String)
}
