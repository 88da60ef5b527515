package import APIKeys

package protocol ShareStore: Sendable {
    /// - Parameter now: tells the links that could still open from those that are over.
    func shares(of brand: Brand, _ part: ListPart, at now: Timestamp) async throws -> LiveList<Share>
    /// How many could still open.
    func liveCount(of brand: Brand, at now: Timestamp) async throws -> Int
    /// In whatever state it is.
    func find(_ id: Int, of brand: Brand) async throws -> Share?
    /// In whatever state it is.
    func find(digest: AuthenticationCode) async throws -> Share?
    /// - Throws: `.conflict` when the brand is archived, or `limit` of its links could still open.
    func insert(_ draft: ShareDraft, limit: Int, audit: AuditDraft) async throws -> Share
    /// Ends it for good. Revoking twice is harmless, and said once.
    /// - Returns: as it now is; `nil` when the brand has none with that id.
    func revoke(_ id: Int, of brand: Brand, _ audit: @escaping @Sendable (Share) -> AuditDraft) async throws -> Share?
    /// Writes down the hour in which it was opened, unless that or a later one stands there.
    func keepOpened(_ id: Int, hour: Timestamp) async throws
}

package struct ShareDraft: Sendable {
    package let brand: Brand
    package let recipient: String
    package let view: String
    package let digest: AuthenticationCode
    package let createdBy: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
}
