package import APIKeys

/// A signed-in browser. Only the digest of the cookie's value is stored.
package struct Session: Sendable {
    package let digest: AuthenticationCode
    package let user: User
    package let expiresAt: Timestamp

    package init(digest: AuthenticationCode, user: User, expiresAt: Timestamp) {
        self.digest = digest
        self.user = user
        self.expiresAt = expiresAt
    }
}
